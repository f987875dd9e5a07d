import { crmModuleSchema, type CrmModule, type ModuleMetadata } from '@syncgrant/contracts';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useSession } from '../session/session-context.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { findModule, useModules, wordsOf, type ModuleWords } from './module-words.ts';
import { rightTo } from './record-rights.ts';

export interface ShownModule {
  readonly module: CrmModule;
  readonly words: ModuleWords;
  readonly metadata: ModuleMetadata;
}

/** The module that the address names, for those who may see its records; everybody else learns why not. */
export function WithModule({ children }: { readonly children: (shown: ShownModule) => ReactNode }) {
  const module = crmModuleSchema.safeParse(useParams()['module']).data;
  const modules = useModules();
  const session = useSession();
  if (module === undefined) return <NotFoundPage />;
  if (modules.data === undefined) {
    return (
      <Page title={modules.error ? text.errors.title : text.states.loading}>
        <Answered query={modules} loading={<LoadingState rows={6} height={48} />}>
          {() => null}
        </Answered>
      </Page>
    );
  }
  const metadata = findModule(modules.data.modules, module);
  if (metadata === undefined) return <NotFoundPage />;
  const words = wordsOf(metadata);
  if (metadata.viewable) return children({ module, words, metadata });
  const right = rightTo(session, 'View', module);
  return (
    <Page title={words.many}>
      <NothingState
        title={text.records.notViewable(words.many)}
        description={right.kind === 'refused' ? right.reason : text.records.goneNote}
      />
    </Page>
  );
}
