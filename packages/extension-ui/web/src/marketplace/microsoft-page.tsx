import { SimpleGrid } from '@mantine/core';
import { getMicrosoftCards } from '@syncgrant/contracts';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
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

  const connected = returned?.kind === 'connected' ? returned.module : null;
  useEffect(() => {
    if (connected) setQuery({ setup: connected }, { replace: true });
  }, [connected, setQuery]);

  return (
    <Page
      title={text.microsoft.title}
      lead={text.microsoft.lead}
      trail={[{ title: text.marketplace.title, to: '/marketplace' }]}
    >
      <Answered query={cards} loading={<LoadingState height={220} />}>
        {(answer) => (
          <>
            <SimpleGrid cols={{ base: 1, md: 2, lg: 3 }}>
              {answer.cards.map((card) => (
                <SetupCard
                  key={card.module}
                  card={card}
                  problem={returned?.kind === 'failed' && returned.module === card.module ? returned : null}
                  onDismissProblem={() => setQuery({}, { replace: true })}
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
