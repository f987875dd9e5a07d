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
  | 'disable'
  | 'keep_rest';

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
  removing: () => ['keep_rest'],
  first_sync: () => ['pause', 'disable'],
  active: () => ['sync_now', 'configure', 'pause', 'disable'],
};

/** What else makes sense when the only thing left to do is to remove copies. */
const WHILE_REMOVING: ReadonlySet<CardAction> = new Set(['reconnect', 'sync_now']);

/** The buttons of a card in their order; the first is the one that stands out. */
export function actionsOf(card: Card): readonly CardAction[] {
  const { setup, status } = card;
  if (setup === null || setup.phase === 'disabled') return ['enable'];
  const fitting = FITTING[status.state](setup);
  if (setup.phase !== 'removing') return fitting;
  return [...fitting.filter((action) => WHILE_REMOVING.has(action)), 'keep_rest'];
}
