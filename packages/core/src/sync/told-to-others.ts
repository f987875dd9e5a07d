import { explain, type SyncGrant } from '../permission/index.ts';
import type { SetupStatus } from './status-of-setup.ts';

/** A status speaks to the user whose sync it is; this is the same, said to somebody who looks after the syncs of others. */
export const toldToOthers = (status: Pick<SetupStatus, 'reason' | 'message'>, grant: SyncGrant): string =>
  grant.granted ? (TOLD[status.reason] ?? status.message) : explain(grant).message;

const TOLD: Readonly<Record<string, string>> = {
  disabled: 'The user has disabled the sync. Its links are kept.',
  own_pause: 'The user has paused the sync.',
  many_deletions: 'The sync waits for the user to confirm deletions.',
  many_mailed: 'The sync waits for the user to confirm mail to many people.',
  sign_in: 'Microsoft asks the user to sign in again.',
  admin_consent: 'A Microsoft administrator has to approve the application.',
  our_credentials:
    'Microsoft refuses our application. The operator has to renew its credentials; no user can help.',
  container_gone:
    'The calendar, folder or list of the sync is no longer at Microsoft. Nothing was deleted here.',
  configuring: 'The user has not chosen yet what shall sync.',
  previewing: 'The preview is being made for the user. Nothing has been written yet.',
  preview_ready: 'The user has not started the sync yet.',
  active_with_failures: 'The sync is running; some items could not be synced.',
};
