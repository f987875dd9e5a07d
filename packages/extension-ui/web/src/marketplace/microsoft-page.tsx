import { SimpleGrid } from '@mantine/core';
import { getMicrosoftCards } from '@syncgrant/contracts';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { showSuccess } from '../shell/notify.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ConnectProblem } from './connect-problem.tsx';
import { readMicrosoftReturn } from './microsoft-return.ts';
import { pollMsOf } from './poll.ts';
import { SetupCard } from './setup-card.tsx';
import { SetupDialog } from './setup-dialog.tsx';
import { useSetupDialog } from './use-setup-dialog.ts';

export function MicrosoftPage() {
  const cards = useApi(getMicrosoftCards, {}, { pollMs: (answer) => pollMsOf(answer?.cards ?? []) });
  const [query, setQuery] = useSearchParams();
  const returned = readMicrosoftReturn(query);
  const dialog = useSetupDialog();

  const failed = returned?.kind === 'failed' ? returned : null;
  const problem = failed && (
    <ConnectProblem problem={failed} onDismiss={() => setQuery({}, { replace: true })} />
  );
  const connected = returned?.kind === 'connected' ? returned.module : null;
  const phase = cards.data?.cards.find(({ module }) => module === connected)?.setup?.phase;
  const runs = phase === 'first_sync' || phase === 'active';
  useEffect(() => {
    if (connected === null || !cards.data) return;
    // Whoever reconnected a sync that runs already has nothing to configure.
    setQuery(runs ? {} : { setup: connected }, { replace: true });
    if (runs) showSuccess(text.microsoft.reconnected(text.modules[connected]));
  }, [connected, cards.data, runs, setQuery]);

  return (
    <Page
      title={text.microsoft.title}
      lead={text.microsoft.lead}
      trail={[{ title: text.marketplace.title, to: '/marketplace' }]}
    >
      {failed?.module === null && problem}
      <Answered query={cards} loading={<LoadingState height={220} />}>
        {(answer) => (
          <>
            <SimpleGrid cols={{ base: 1, md: 2, lg: 3 }}>
              {answer.cards.map((card) => (
                <SetupCard
                  key={card.module}
                  card={card}
                  problem={failed?.module === card.module && problem}
                  onConfigure={() => dialog.open(card.module)}
                />
              ))}
            </SimpleGrid>
            <SetupDialog module={dialog.module} onClose={dialog.close} />
          </>
        )}
      </Answered>
    </Page>
  );
}
