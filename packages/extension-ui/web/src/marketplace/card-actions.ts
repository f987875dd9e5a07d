import type { Card, SetupView } from '@syncgrant/contracts';
import type { SetupState } from '@syncgrant/core';

export type CardAction =
  | 'enable'
  | 'reconnect'
  | 'configure'
  | 'preview'
  | 'confirm_deletions'
  | 'confirm_mail'
  | 'resume'
  | 'sync_now'
  | 'pause'
  | 'disable';

/** What fits each state of a setup that exists, the most likely wish first. */
const FITTING: Readonly<Record<SetupState, (setup: SetupView) => readonly CardAction[]>> = {
  unavailable: () => ['disable'],
  not_enabled: () => ['enable'],
  paused: (setup) => (setup.ownPause ? ['resume', 'disable'] : ['disable']),
  setting_up: (setup) => [setup.phase === 'configuring' ? 'configure' : 'preview', 'disable'],
  failing: () => ['pause', 'disable'],
  mailbox_unavailable: () => ['sync_now', 'reconnect', 'disable'],
  admin_consent_needed: () => ['reconnect', 'disable'],
  sign_in_needed: () => ['reconnect', 'disable'],
  container_gone: () => ['configure', 'sync_now', 'disable'],
  confirmation_needed: (setup) => [
    ...((setup.confirmation?.deletions ?? 0) > 0 ? (['confirm_deletions'] as const) : []),
    ...((setup.confirmation?.peopleMailed ?? 0) > 0 ? (['confirm_mail'] as const) : []),
    'pause',
    'disable',
  ],
  delayed: () => ['sync_now', 'pause', 'disable'],
  first_sync: () => ['pause', 'disable'],
  active: () => ['sync_now', 'configure', 'pause', 'disable'],
};

/** The buttons of a card in their order; the first is the one that stands out. */
export function actionsOf(card: Card): readonly CardAction[] {
  return card.setup === null || card.setup.phase === 'disabled'
    ? ['enable']
    : FITTING[card.status.state](card.setup);
}
