/** Scopes of OpenID Connect: always granted, and not part of an access token. */
const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'];

/** Delegated permissions of Microsoft Graph that may be asked for. */
export const GRAPH_SCOPES = [
  'User.Read', 'User.ReadBasic.All', 'User.ReadWrite', 'Calendars.Read', 'Calendars.ReadWrite', 'Contacts.Read',
  'Contacts.ReadWrite', 'Tasks.Read', 'Tasks.ReadWrite', 'MailboxSettings.Read', 'MailboxSettings.ReadWrite',
]; // prettier-ignore

const GRAPH_PREFIX = /^https:\/\/graph\.microsoft\.com\//i;

/** A scope parameter, taken apart. */
export interface RequestedScopes {
  /** Graph permissions in their canonical spelling. */
  readonly graph: readonly string[];
  readonly openid: readonly string[];
  /** `.default`: everything consented so far. */
  readonly isDefault: boolean;
  /** Whether the client wrote permissions with Graph's address before them; the answer does the same. */
  readonly isPrefixed: boolean;
  readonly unknown: readonly string[];
}

export function readScopes(text: string): RequestedScopes {
  const names = text.split(/\s+/).filter((name) => name !== '');
  const bare = names.map((name) => name.replace(GRAPH_PREFIX, ''));
  const known = (list: readonly string[]) =>
    bare.flatMap((name) => list.find((scope) => scope.toLowerCase() === name.toLowerCase()) ?? []);
  const graph = [...new Set(known(GRAPH_SCOPES))];
  const openid = [...new Set(known(OPENID_SCOPES))];
  const all = [...graph, ...openid, '.default'].map((name) => name.toLowerCase());
  return {
    graph,
    openid,
    isDefault: bare.includes('.default'),
    isPrefixed: names.some((name) => GRAPH_PREFIX.test(name)),
    unknown: bare.filter((name) => !all.includes(name.toLowerCase())),
  };
}
