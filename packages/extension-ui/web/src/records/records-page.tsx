import { Button } from '@mantine/core';
import { listFields } from '@syncgrant/contracts';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ListActions } from './list-actions.tsx';
import { RecordList } from './record-list.tsx';
import { rightTo } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import { WithModule, type ShownModule } from './with-module.tsx';

/** The records of a module. */
export function RecordsPage() {
  return <WithModule>{(shown) => <Records key={shown.module} {...shown} />}</WithModule>;
}

function Records(shown: ShownModule) {
  const { module, words } = shown;
  const navigate = useNavigate();
  const fields = useApi(listFields, { query: { module } });
  const right = rightTo(useSession(), 'Create', module);
  const address = `/records/${module}/new`;
  const icon = <IconPlus size={16} aria-hidden />;

  return (
    <Page
      title={words.many}
      lead={text.records.leads[module]}
      actions={
        <>
          {fields.data && <ListActions {...shown} fields={fields.data.fields} />}
          {right.kind === 'granted' ? (
            <Button component={Link} to={address} leftSection={icon}>
              {text.records.create(words.one)}
            </Button>
          ) : (
            <RightButton right={right} leftSection={icon} onClick={() => void navigate(address)}>
              {text.records.create(words.one)}
            </RightButton>
          )}
        </>
      }
    >
      <Answered query={fields} loading={<LoadingState rows={6} height={48} />}>
        {(answer) => <RecordList {...shown} fields={answer.fields} />}
      </Answered>
    </Page>
  );
}
