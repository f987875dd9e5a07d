import { list, some } from './words.ts';

/** What a change of grants would do, told before it is made. */
export const impact = {
  loading: 'Looking at what this changes',
  failed: 'What this changes could not be found out',
  users: (users: number) =>
    users === 0
      ? 'No active user gains or loses anything.'
      : `${some(users, 'active user gains or loses', 'active users gain or lose')} something.`,
  syncs: 'Syncs',
  noSyncs: 'No sync that people have enabled pauses or resumes.',
  pausing: (syncs: number) => `${some(syncs, 'sync pauses', 'syncs pause')}; nothing of it is lost.`,
  resuming: (syncs: number) => `${some(syncs, 'sync resumes', 'syncs resume')} by itself.`,
  effects: { pauses: 'pauses', resumes: 'resumes', stays_paused: 'stays paused' },
  setup: (module: string, effect: string, message: string) => `${module} ${effect}: ${message}`,
  others: 'And others, who are counted above.',
  showAll: 'Show everything',
  showLess: 'Show less',
  profile: (from: string, to: string) => (from === to ? from : `${from} → ${to}`),
  profiles: list,
  profileUsers: (users: number) => some(users, 'active user', 'active users'),
  loses: 'Loses',
  gains: 'Gains',
  restriction: (label: string) => `${label} (a restriction)`,
  right: (module: string, action: string, via: string) => `${module}: ${action} ${via}`,
  actions: { view: 'view', create: 'create', edit: 'edit', delete: 'delete' },
  via: { sheet: 'in sheets', import: 'by import', export: 'by export' },
  fields: 'Fields',
  access: { read_write: 'read and write', read_only: 'read only', hidden: 'hidden' },
  field: (module: string, label: string, before: string, after: string) =>
    `${module}, ${label}: ${before} → ${after}`,
  inRows: (change: string) => `${change} (in sheets and imports)`,
  syncGrants: 'May sync',
  syncChanges: {
    lost: (module: string, message: string) => `${module}: no more. ${message}`,
    gained: (module: string) => `${module}: from now on.`,
    changes: (module: string, gained: readonly string[], lost: readonly string[]) =>
      `${module}: as before, but CRM records ${[
        ...(gained.length > 0 ? [`can now be ${gained.join(' and ')}`] : []),
        ...(lost.length > 0 ? [`can no more be ${lost.join(' and ')}`] : []),
      ].join(', and ')}.`,
    stays_refused: (module: string, message: string) => `${module}: still not. ${message}`,
  },
  done: { create: 'created', edit: 'changed', delete: 'deleted' },
  confirm: 'Save',
  switchTitle: (permission: string, enabled: boolean, profile: string) =>
    `Switch ${permission} ${enabled ? 'on' : 'off'} for ${profile}?`,
  fieldTitle: (field: string, access: string, profile: string) => `${field}: ${access} for ${profile}?`,
  assignTitle: (user: string, profile: string) => `Give ${user} the profile ${profile}?`,
  extensionTitle: (extension: string, enabled: boolean) =>
    `Switch ${extension} ${enabled ? 'on' : 'off'} for the organisation?`,
  deactivateTitle: (user: string) => `Deactivate ${user}?`,
  activateTitle: (user: string) => `Activate ${user}?`,
};
