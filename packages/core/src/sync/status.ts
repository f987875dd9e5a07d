/** The states of a setup, in the order in which they win where several hold. */
export const SETUP_STATES = [
  'unavailable',
  'not_enabled',
  'paused',
  'setting_up',
  'failing',
  'mailbox_unavailable',
  'admin_consent_needed',
  'sign_in_needed',
  'container_gone',
  'confirmation_needed',
  'delayed',
  'removing',
  'first_sync',
  'active',
] as const;

export type SetupState = (typeof SETUP_STATES)[number];

export type Actor = 'user' | 'administrator' | 'microsoft_administrator' | 'operator' | 'nobody';

/** Where a setup is on its way; independent of grants and of Microsoft's condition. */
export type SetupPhase =
  | 'configuring'
  | 'previewing'
  | 'preview_ready'
  | 'first_sync'
  | 'active'
  /** The sync is over but for its copies at Microsoft, which are being removed. */
  | 'removing'
  | 'disabled';

/** What stands between us and the mailbox; null when nothing does. */
export type ProblemClass =
  | 'sign_in'
  | 'admin_consent'
  | 'mailbox'
  | 'container_gone'
  | 'throttled'
  | 'microsoft_down'
  | 'our_credentials'
  | 'defect';
