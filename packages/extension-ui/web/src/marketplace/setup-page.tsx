import { Card, Grid, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getSetup, syncModuleSchema } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { IconGitCompare, IconHistory, IconHourglass, IconListDetails } from '@tabler/icons-react';
import { useParams, useSearchParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ConflictsTab } from './conflicts-tab.tsx';
import { OutcomesTab } from './outcomes-tab.tsx';
import { pollMsOf } from './poll.ts';
import { SetupCard } from './setup-card.tsx';
import { SetupDialog } from './setup-dialog.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { useSetupDialog } from './use-setup-dialog.ts';
import { WaitingTab } from './waiting-tab.tsx';

const TABS = [
  { value: 'timeline', icon: IconHistory, Panel: TimelineTab },
  { value: 'items', icon: IconListDetails, Panel: OutcomesTab },
  { value: 'waiting', icon: IconHourglass, Panel: WaitingTab },
  { value: 'conflicts', icon: IconGitCompare, Panel: ConflictsTab },
] as const;

export function SetupPage() {
  const module = syncModuleSchema.safeParse(useParams()['module']);
  return module.success ? <SetupOf module={module.data} /> : <NotFoundPage />;
}

function SetupOf({ module }: { readonly module: SyncModule }) {
  const setup = useApi(getSetup, { params: { module } }, { pollMs: (card) => pollMsOf(card ? [card] : []) });
  const dialog = useSetupDialog();
  const [query, setQuery] = useSearchParams();
  const narrow = useMediaQuery('(max-width: 36em)');
  const tab = TABS.find(({ value }) => value === query.get('tab'))?.value ?? 'timeline';

  return (
    <Page
      title={text.setupPage.title(text.modules[module])}
      trail={[
        { title: text.marketplace.title, to: '/marketplace' },
        { title: text.microsoft.title, to: '/marketplace/microsoft' },
      ]}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Answered query={setup} loading={<LoadingState rows={1} height={320} />}>
            {(card) => <SetupCard card={card} link={false} onConfigure={() => dialog.open(module)} />}
          </Answered>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Card padding="md">
            <Tabs
              value={tab}
              onChange={(value) => setQuery(value ? { tab: value } : {}, { replace: true })}
              keepMounted={false}
            >
              <Tabs.List mb="md">
                {TABS.map(({ value, icon: Icon }) => (
                  <Tabs.Tab
                    key={value}
                    value={value}
                    px={{ base: 8, xs: 'md' }}
                    leftSection={narrow ? null : <Icon size={16} aria-hidden />}
                  >
                    {text.setupPage.tabs[value]}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {TABS.map(({ value, Panel }) => (
                <Tabs.Panel key={value} value={value} tabIndex={-1} style={{ outline: 'none' }}>
                  <Panel module={module} />
                </Tabs.Panel>
              ))}
            </Tabs>
          </Card>
        </Grid.Col>
      </Grid>
      <SetupDialog module={dialog.module} onClose={dialog.close} />
    </Page>
  );
}
