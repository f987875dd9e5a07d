import { some } from './words.ts';

/** Of the steps that set up a sync. */
export const setupTexts = {
  setup: {
    title: (module: string) => `Set up ${module} sync`,
    account: 'Account',
    configuration: 'Configuration',
    preview: 'Preview',
    start: 'Start',
    accountNeeded: 'Sign in with the Microsoft account whose mailbox is to be synced.',
    connect: 'Sign in with Microsoft',
    connectedAs: (name: string, username: string) => `Connected as ${name} (${username})`,
    previewing: 'Preparing the preview',
    previewingNote:
      'Both sides are being read; nothing is changed. You may close this window, the preview waits for you.',
    change: 'Change configuration',
    startAction: 'Start sync',
    started: 'The sync is running',
    startedNote: 'You may close this window; the card shows how far it is, and what comes of it.',
    finish: 'Done',
  },
  configuration: {
    direction: 'Direction',
    directionNotes: {
      both: 'Changes on either side reach the other.',
      to_microsoft: 'Your mailbox follows the CRM; changes made there stay there.',
      to_crm: 'The CRM follows your mailbox; changes made in the CRM stay there.',
    },
    container: { meetings: 'Calendar', contacts: 'Contact folder', tasks: 'Task list' },
    containerNote: 'The place in your mailbox to keep in step.',
    defaultContainer: (name: string) => `${name} (default)`,
    readOnlyContainer: 'You can only read this one. Choose another, or sync from Microsoft to the CRM only.',
    conflicts: 'If the same field was changed on both sides',
    conflictsNote: 'The value that does not win is kept and shown under Conflicts.',
    policies: {
      newest: 'The newest change wins',
      crm: 'The CRM wins',
      microsoft: 'Microsoft wins',
    },
    photos: 'Also sync photos',
    photosNote:
      'They follow after everything else. A new photo in the CRM goes at once; your mailbox is asked for new ones once a day.',
    save: 'Save and preview',
  },
  contactMapping: {
    title: 'Fields of contacts',
    note: 'What of a contact in the CRM belongs to what in your mailbox. A field without a counterpart stays as it is on both sides.',
    chosen: (fields: number) =>
      fields === 0 ? 'As proposed' : `${some(fields, 'field', 'fields')} chosen otherwise`,
    field: 'In the CRM',
    property: 'In your mailbox',
    propertyOf: (field: string) => `${field} in your mailbox`,
    none: 'Not synced',
    fixed: 'Needed to recognise and to show people',
    reset: 'As proposed',
  },
  preview: {
    title: 'What the first sync would do',
    lead: 'Nothing has been changed yet. This is what will happen when you start:',
    rows: {
      createInCrm: { label: 'Created in the CRM', note: 'Only in your mailbox so far' },
      createInMicrosoft: { label: 'Created in Microsoft', note: 'Only in the CRM so far' },
      matched: { label: 'Matched', note: 'On both sides already; linked instead of duplicated' },
      updateInCrm: { label: 'Changed in the CRM', note: 'Part of these; differs from your mailbox' },
      updateInMicrosoft: { label: 'Changed in Microsoft', note: 'Part of these; differs from the CRM' },
      ambiguous: { label: 'Ambiguous', note: 'More than one candidate; you decide under Waiting' },
      held: { label: 'Held back', note: 'Waiting for a permission or a decision' },
    },
    mail: (mailed: number) =>
      mailed === 0 ? 'Nobody gets mail' : `${some(mailed, 'person', 'people')} would get mail from Microsoft`,
    mailNote:
      'They are invited to meetings that will be created in your calendar, or told of changes. Starting the sync confirms this number; more would be asked about.',
    noMailNote: 'No invitation or update is sent by this sync.',
  },
};
