import { count, list, shortList, some } from './words.ts';

interface Switched {
  readonly title: string;
  readonly enabled: boolean;
  readonly profile: string;
  /** Whether it is a permission to sync. */
  readonly syncs: boolean;
  /** What was switched with it. */
  readonly also: readonly string[];
}

/** Of the pages about profiles. */
export const profileTexts = {
  profiles: {
    title: 'Profiles',
    lead: 'A profile says what the people who have it may see and do. Everybody has exactly one.',
    limit: (used: number, limit: number) =>
      limit === 0
        ? 'Your edition has no custom profiles.'
        : `${count(used)} of ${some(limit, 'custom profile', 'custom profiles')} in use, ${count(Math.max(0, limit - used))} left.`,
    name: 'Name',
    description: 'Description',
    kind: 'Kind',
    users: 'Users',
    actions: 'Actions',
    system: 'System',
    custom: 'Custom',
    clone: 'Clone',
    cloneOf: (name: string) => `Clone ${name}`,
    cloneTitle: (name: string) => `Clone ${name}`,
    cloneLead:
      'A custom profile starts as a copy of another one; every permission can be changed afterwards.',
    cloneName: (name: string) => `Copy of ${name}`.slice(0, 50),
    noneLeft: 'Your edition has no custom profiles left.',
    nameMissing: 'A name is needed',
    nameForbidden: (character: string) => `A profile name may not hold ${character}`,
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete ${name}?`,
    deleteLead: 'The profile is gone for good. Whoever has it gets another one, at once.',
    transferTo: 'Its users get',
    transferNote: 'Users who are deactivated get it too.',
    choose: 'Choose a profile',
    deleted: (name: string) => `${name} is deleted.`,
  },
  profile: {
    title: 'Profile',
    rename: 'Edit details',
    usersCount: (users: number) => some(users, 'active user', 'active users'),
    locks: {
      system: {
        title: 'System profile',
        note: 'The permissions of Administrator and Standard cannot be changed. Clone the profile to make one of your own.',
      },
      own: {
        title: 'Your own profile',
        note: 'Nobody changes the profile they have themselves. Another administrator can.',
      },
    },
    fixed: 'This permission cannot be changed.',
    needs: (parents: readonly string[]) => `Needs ${list(parents)} first.`,
    switched: ({ title, enabled, profile, syncs, also }: Switched) =>
      [
        `${title} is ${enabled ? 'on' : 'off'} for ${profile}${syncs ? `; syncs ${enabled ? 'resume' : 'pause'}` : ''}.`,
        ...(also.length === 0 ? [] : [`Also switched off: ${shortList(also)}.`]),
      ].join(' '),
    microsoft: 'Microsoft',
    microsoftLead:
      'What people with this profile may sync with Microsoft 365. Switching one off pauses their sync and keeps everything; switching it on again resumes it.',
    microsoftNotes: {
      Crm_Implied_Mscal_Sync: 'Meetings with an Outlook calendar',
      Crm_Implied_Mscontact_Sync: 'Contacts with Outlook contacts',
      Crm_Implied_Mstask_Sync: 'Tasks with Microsoft To Do',
    },
    modules: 'Module permissions',
    modulesLead: 'The tab, Create, Edit and Delete need View; switching View off switches them off too.',
    module: 'Module',
    verbs: { Tab: 'Tab', View: 'View', Create: 'Create', Edit: 'Edit', Delete: 'Delete' },
    all: 'All permissions',
    allLead: 'One that is marked “No effect yet” is kept, but nothing in the product asks for it.',
    search: 'Search permissions',
    noMatch: 'No permission matches',
    noMatchNote: 'Try another word: a module, or what one wants to do.',
    noEffect: 'No effect yet',
    noEffectNote: 'Nothing in the product asks for this permission yet, so switching it changes nothing.',
    onlyInEffect: 'Only those in effect',
    fields: 'Field access',
    fieldsLead: 'What this profile may do with single fields, on pages, in programs and in syncs.',
    field: 'Field',
    access: { read_write: 'Read and write', read_only: 'Read only', hidden: 'Hidden' },
    mandatory: 'Mandatory',
    mandatoryNote: 'A mandatory field cannot be restricted: nothing could be created without it.',
    onOf: (on: number, all: number) => `${count(on)} of ${count(all)} on`,
  },
};
