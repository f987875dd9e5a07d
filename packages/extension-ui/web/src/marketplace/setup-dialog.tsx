import { Alert, Button, Center, Group, Loader, Modal, Progress, Stack, Stepper, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getMicrosoftCards, getSetup, startSetup, type Card, type SetupView } from '@syncgrant/contracts';
import type { SetupState, SyncModule } from '@syncgrant/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { Answered } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ConfigurationForm } from './configuration-form.tsx';
import { pollMsOf } from './poll.ts';
import { PreviewCounts } from './preview-counts.tsx';
import classes from './setup-dialog.module.css';
import { useConnect } from './use-connect.ts';

/**
 * From a connected account to the first sync: account, configuration, preview, start. Which step is shown
 * follows the server's phase, so a reload or another device continues where this one was.
 */
export function SetupDialog({
  module,
  onClose,
}: {
  readonly module: SyncModule | null;
  readonly onClose: () => void;
}) {
  const narrow = useMediaQuery('(max-width: 36em)');
  return (
    <Modal
      opened={module !== null}
      onClose={onClose}
      size="xl"
      fullScreen={narrow}
      title={module && text.setup.title(text.modules[module])}
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {module && <SetupSteps key={module} module={module} onClose={onClose} />}
    </Modal>
  );
}

const STEP = { account: 0, configuration: 1, preview: 2, start: 3 } as const;

/** States in which there is nothing to say but that the sync goes on. */
const RUNNING: ReadonlySet<SetupState> = new Set(['first_sync', 'active']);

const STEP_OF_PHASE: Readonly<Record<SetupView['phase'], number>> = {
  disabled: STEP.account,
  removing: STEP.account,
  configuring: STEP.configuration,
  previewing: STEP.preview,
  preview_ready: STEP.preview,
  first_sync: STEP.start,
  active: STEP.start,
};

function SetupSteps({ module, onClose }: { readonly module: SyncModule; readonly onClose: () => void }) {
  const setup = useApi(getSetup, { params: { module } }, { pollMs: (card) => pollMsOf(card ? [card] : []) });
  return <Answered query={setup}>{(card) => <Steps card={card} onClose={onClose} />}</Answered>;
}

function Steps({ card, onClose }: { readonly card: Card; readonly onClose: () => void }) {
  const { module, setup, status } = card;
  // Whoever opens the dialog of a running sync wants to change its configuration.
  const [editing, setEditing] = useState(setup?.phase === 'active');
  const { connect, busy: connecting } = useConnect(module);
  const narrow = useMediaQuery('(max-width: 36em)');
  const start = useChange(startSetup, { refreshes: [getMicrosoftCards, getSetup] });
  const reached = setup ? STEP_OF_PHASE[setup.phase] : STEP.account;
  const step = editing && setup ? STEP.configuration : reached;
  const blocked = setup !== null && status.state !== 'setting_up' && step < STEP.start && !editing;

  return (
    <Stack gap="md">
      <Stepper
        active={step}
        size="sm"
        wrap={false}
        allowNextStepsSelect={false}
        {...(narrow && { labelPosition: 'bottom' as const })}
        onStepClick={(index) => setEditing(index === STEP.configuration && index < reached)}
        contentPadding="lg"
      >
        <Stepper.Step label={text.setup.account} allowStepSelect={false}>
          <Stack align="flex-start">
            <Text>{text.setup.accountNeeded}</Text>
            {!status.enable.active && <Text c="dimmed">{status.message}</Text>}
            <Button loading={connecting} disabled={!status.enable.active} onClick={connect}>
              {text.setup.connect}
            </Button>
          </Stack>
        </Stepper.Step>
        <Stepper.Step label={text.setup.configuration} allowStepSelect={reached > STEP.configuration}>
          {setup && <ConfigurationForm module={module} setup={setup} onSaved={() => setEditing(false)} />}
        </Stepper.Step>
        <Stepper.Step label={text.setup.preview} allowStepSelect={false}>
          {setup?.phase === 'preview_ready' && setup.preview ? (
            <Stack gap={0}>
              <PreviewCounts preview={setup.preview} />
              <Group justify="space-between" className={classes['footer'] ?? ''}>
                <Button variant="default" onClick={() => setEditing(true)}>
                  {text.setup.change}
                </Button>
                <Button loading={start.isPending} onClick={() => start.mutate({ params: { module } })}>
                  {text.setup.startAction}
                </Button>
              </Group>
            </Stack>
          ) : (
            <Center py="xl">
              <Stack align="center" gap="sm" role="status">
                {!blocked && <Loader aria-hidden />}
                <Text fw={600}>{text.setup.previewing}</Text>
                <Text size="sm" c="dimmed" ta="center" maw={420}>
                  {text.setup.previewingNote}
                </Text>
              </Stack>
            </Center>
          )}
        </Stepper.Step>
        <Stepper.Step label={text.setup.start} allowStepSelect={false}>
          <Stack>
            {RUNNING.has(status.state) ? (
              <Alert color="teal" icon={<IconInfoCircle aria-hidden />} title={text.setup.started}>
                {text.setup.startedNote}
              </Alert>
            ) : (
              <Alert
                color="yellow"
                icon={<IconInfoCircle aria-hidden />}
                title={text.setupStates[status.state]}
              >
                {status.message}
              </Alert>
            )}
            {status.progress && status.progress.total > 0 && (
              <Progress
                value={(status.progress.done / status.progress.total) * 100}
                animated
                aria-label={text.microsoft.progress}
              />
            )}
            <Group justify="flex-end">
              <Button onClick={onClose}>{text.setup.finish}</Button>
            </Group>
          </Stack>
        </Stepper.Step>
      </Stepper>
      {setup && (
        <Text size="sm" c="dimmed">
          {text.setup.connectedAs(setup.account.displayName, setup.account.username)}
        </Text>
      )}
      {blocked && (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title={text.setupStates[status.state]}>
          {status.message}
        </Alert>
      )}
    </Stack>
  );
}
