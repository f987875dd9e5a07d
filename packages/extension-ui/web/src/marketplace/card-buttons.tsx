import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  confirmDeletions,
  confirmMail,
  getMicrosoftCards,
  getSetup,
  pauseSetup,
  syncNow,
  type Card,
} from '@syncgrant/contracts';
import { useChange } from '../api/use-api.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { actionsOf, type CardAction } from './card-actions.ts';
import { DisableDialog } from './disable-dialog.tsx';
import { useConnect } from './use-connect.ts';

/** Never the button that stands out. */
const QUIET: ReadonlySet<CardAction> = new Set(['pause', 'disable', 'keep_rest']);

/** What one can do with a setup in its present state, with the dialogs that ask first. */
export function CardButtons({
  card,
  reasonId,
  onConfigure,
}: {
  readonly card: Card;
  /** The element that says why, for buttons that cannot be used. */
  readonly reasonId: string;
  readonly onConfigure: () => void;
}) {
  const { module, status, setup } = card;
  const name = text.modules[module];
  const target = { params: { module } } as const;
  const refreshes = [getMicrosoftCards, getSetup];

  const [asksDisable, disableDialog] = useDisclosure(false);
  const [asksDeletions, deletionsDialog] = useDisclosure(false);
  const [asksMail, mailDialog] = useDisclosure(false);
  const { connect, busy: connecting } = useConnect(module);
  const sync = useChange(syncNow, {
    refreshes,
    onSuccess: () => showSuccess(text.microsoft.syncAsked(name)),
  });
  const pause = useChange(pauseSetup, { refreshes });
  const confirm = useChange(confirmDeletions, { refreshes, onSuccess: deletionsDialog.close });
  const mail = useChange(confirmMail, { refreshes, onSuccess: mailDialog.close });

  const offers: Readonly<Record<CardAction, { readonly run: () => void; readonly busy?: boolean }>> = {
    enable: { run: connect, busy: connecting },
    reconnect: { run: connect, busy: connecting },
    configure: { run: onConfigure },
    preview: { run: onConfigure },
    confirm_deletions: { run: deletionsDialog.open },
    confirm_mail: { run: mailDialog.open },
    resume: { run: () => pause.mutate({ ...target, body: { paused: false } }), busy: pause.isPending },
    pause: { run: () => pause.mutate({ ...target, body: { paused: true } }), busy: pause.isPending },
    sync_now: { run: () => sync.mutate(target), busy: sync.isPending },
    disable: { run: disableDialog.open },
    keep_rest: { run: disableDialog.open },
  };

  const inactive = (action: CardAction): boolean => action === 'enable' && !status.enable.active;

  return (
    <>
      <Group gap="xs">
        {actionsOf(card).map((action, index) => (
          <Button
            key={action}
            size="sm"
            variant={index === 0 && !QUIET.has(action) ? 'filled' : 'default'}
            {...(action === 'disable' && { c: 'var(--mantine-color-red-light-color)' })}
            {...(inactive(action) && { disabled: true, 'aria-describedby': reasonId })}
            loading={offers[action].busy ?? false}
            onClick={offers[action].run}
          >
            {text.actions[action]}
          </Button>
        ))}
      </Group>
      <DisableDialog card={card} opened={asksDisable} onClose={disableDialog.close} />

      {setup?.confirmation && (
        <ConfirmDialog
          opened={asksDeletions}
          title={text.deletions.title(name)}
          confirm={text.deletions.confirm(setup.confirmation.deletions)}
          danger
          busy={confirm.isPending}
          onConfirm={() => {
            const deletions = setup.confirmation?.deletions;
            if (deletions) confirm.mutate({ ...target, body: { deletions } });
          }}
          onClose={deletionsDialog.close}
        >
          <Text size="sm">
            {text.deletions.lead(setup.confirmation.deletions, setup.confirmation.linkCount)}
          </Text>
          <Text size="sm">{text.deletions.note}</Text>
          {module === 'meetings' && <Text size="sm">{text.deletions.told}</Text>}
        </ConfirmDialog>
      )}

      {setup?.confirmation && (
        <ConfirmDialog
          opened={asksMail}
          title={text.mail.title(name)}
          confirm={text.mail.confirm(setup.confirmation.peopleMailed)}
          busy={mail.isPending}
          onConfirm={() => {
            const peopleMailed = setup.confirmation?.peopleMailed;
            if (peopleMailed) mail.mutate({ ...target, body: { peopleMailed } });
          }}
          onClose={mailDialog.close}
        >
          <Text size="sm">{text.mail.lead(setup.confirmation.peopleMailed)}</Text>
          <Text size="sm">{text.mail.note}</Text>
        </ConfirmDialog>
      )}
    </>
  );
}
