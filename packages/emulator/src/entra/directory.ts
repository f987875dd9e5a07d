import type { Tenant, User } from '../model/rows.ts';
import type { Store } from '../model/store.ts';

/** An application that is registered with every tenant. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

/** The users that may sign in at an authority: those of one tenant, or of all with `organizations` and `common`. */
export function usersOf(store: Store, authority: string): User[] {
  const tenant = tenantOf(store, authority);
  return store
    .all('user')
    .filter((user) => !user.disabled && (tenant === undefined || user.tenantId === tenant.id));
}

/** The tenant of an authority named by id or domain; undefined for `organizations`, `common` and unknown ones. */
export function tenantOf(store: Store, authority: string): Tenant | undefined {
  return store
    .all('tenant')
    .find((tenant) => tenant.id === authority || tenant.domain.toLowerCase() === authority.toLowerCase());
}

export function isAuthority(store: Store, authority: string): boolean {
  return ['organizations', 'common'].includes(authority) || tenantOf(store, authority) !== undefined;
}

export function userByName(store: Store, upn: string): User | undefined {
  return store.all('user').find((user) => user.upn.toLowerCase() === upn.trim().toLowerCase());
}

/** What a user, or the administrator for all users of the tenant, has allowed a client. */
export function consentedScopes(store: Store, user: User, clientId: string): Set<string> {
  return new Set(
    [user.id, user.tenantId].flatMap(
      (subject) => store.get('consent', `${subject}|${clientId}`)?.scopes ?? [],
    ),
  );
}

/** Adds scopes to the consent of a subject: a user's object id, or a tenant id for all of its users. */
export function grantConsent(
  store: Store,
  subject: string,
  clientId: string,
  scopes: readonly string[],
): void {
  const id = `${subject}|${clientId}`;
  const granted = new Set([...(store.get('consent', id)?.scopes ?? []), ...scopes]);
  store.put('consent', { id, scopes: [...granted] });
}
