import { some } from './words.ts';

/** Of the pages about programs that call in a user's name. */
export const programs = {
  scopes: {
    areas: {
      modules: 'Records of every module',
      settings: 'All settings',
      users: 'Users',
      org: 'Organisation',
      bulk: 'Imports and exports in bulk',
      notifications: 'Notifications of changes',
    },
    settings: {
      profiles: 'Profiles and permissions',
      roles: 'Roles',
      user_groups: 'Groups of users',
      modules: 'Modules',
      fields: 'Fields and access to them',
    },
    groups: { everything: 'General', records: 'Records', settings: 'Settings' },
    operations: {
      ALL: 'everything',
      READ: 'read',
      CREATE: 'create',
      UPDATE: 'change',
      DELETE: 'delete',
    },
    inWords: (area: string, operation: string) => `${area}: ${operation}`,
  },
  clients: {
    title: 'API clients',
    lead: 'Programs that may be allowed to call this CRM. A client opens nothing by itself: it acts for users who allowed it to, and may then do what their profiles allow.',
    register: 'Register a client',
    empty: 'No API clients',
    emptyNote: 'Register a program to get the client ID and secret with which it asks users for access.',
    emptyForUsers: 'Nobody has registered a program yet.',
    clientId: 'Client ID',
    scopes: 'Most it can be allowed',
    redirectUris: 'Redirect addresses',
    noRedirectUris: 'None: it works with codes that users carry over.',
    created: (by: string) => `Registered by ${by}`,
    allowed: (times: number) =>
      times === 0
        ? 'Allowed by nobody yet'
        : `Allowed ${times === 1 ? 'once' : some(times, 'time', 'times')}`,
    copy: 'Copy',
    copied: 'Copied',
    copyOf: (what: string) => `Copy ${what}`,
    name: 'Name',
    nameNote: 'Users see it when they are asked for access.',
    nameMissing: 'A name is needed',
    scopesNote: 'Users can allow less than this, never more. A scope adds nothing to a profile.',
    scopesSearch: 'Search, for example “contacts read”',
    scopesMissing: 'At least one scope is needed',
    noScope: 'No scope matches',
    redirectNote: 'Where browsers carry the answer: https, or http on localhost. Press Enter after each.',
    redirectInvalid: (address: string) => `${address} is neither an https address nor http on localhost`,
    registerAction: 'Register',
    secretTitle: (name: string) => `${name} is registered`,
    secretNote:
      'This is the only time the secret is shown. Keep it where only the program can read it; if it is lost, register the program again.',
    secret: 'Client secret',
    secretKept: 'I have kept the secret',
    code: 'Get a code',
    codeOf: (name: string) => `Get a code for ${name}`,
    codeTitle: (name: string) => `Allow ${name} to act for you`,
    codeLead:
      'For programs without a page of their own: you get a code and hand it to the program, which exchanges it for tokens.',
    codeScopes: 'What it may do',
    codeNote: 'The program may do what you allow here, and never more than your profile allows.',
    codeAction: 'Make the code',
    codeLabel: 'Code',
    codeValid: 'Works once, until',
    codeDone: 'Done',
    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke ${name}`,
    revokeTitle: (name: string) => `Revoke ${name}?`,
    revokeLines: (times: number) => [
      times === 0
        ? 'Nobody has allowed it to act for them.'
        : `It was allowed ${times === 1 ? 'once' : some(times, 'time', 'times')} to act for a user. All of that ends at once: its access and refresh tokens stop working.`,
      'What it has written stays.',
      'This cannot be taken back. The program would have to be registered again, with a new ID and secret, and users would have to allow it again.',
    ],
    revoked: (name: string) => `${name} is revoked.`,
  },
  consent: {
    title: 'Allow access',
    asks: (program: string) => `${program} asks for access`,
    as: (name: string, email: string) => `You are signed in as ${name} (${email}).`,
    would: 'It would act for you, with:',
    nothingMore:
      'This adds nothing to your profile: whatever your profile does not allow you, the program cannot do either.',
    offline: 'It keeps this access, also while you are away, until it is revoked.',
    online: 'It has this access for one hour.',
    goesTo: (host: string) => `Afterwards you are sent to ${host}.`,
    barred: 'You cannot allow this',
    allow: 'Allow',
    deny: 'Deny',
    back: 'Back to the program',
    failed: 'This request cannot be answered',
    failedNote:
      'Nothing was allowed, and you were not sent anywhere. The people who run the program can help.',
  },
};
