import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

/** A browser that is signed in. `id` is the SHA-256 of its cookie, so that a stolen table opens nothing. */
export interface Session {
  readonly id: string;
  readonly organisationId: string;
  readonly userId: string;
  readonly csrfToken: string;
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly csrfToken: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly now: Date;
  /** However busy it is, a session ends here. */
  readonly expiresAt: Date;
}

/** `last_seen_at` is written at most this often, so that reading pages does not mean writing rows. */
const SEEN_EVERY_MS = 60_000;

const USER_AGENT_LENGTH = 300;

export async function createSession(tenant: Tenant, session: NewSession): Promise<void> {
  await tenant
    .insert('session', {
      id: session.id,
      user_id: session.userId,
      csrf_token: session.csrfToken,
      address: session.address,
      user_agent: session.userAgent?.slice(0, USER_AGENT_LENGTH) ?? null,
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute();
}

/**
 * The session behind a cookie, in whichever organisation it is. `null` when there is none, it has expired, was idle for
 * too long, or its user is no longer active. With `touch` the look-up counts as use.
 */
export async function findSessionOfAnyOrganisation(
  db: Kysely<Schema>,
  id: string,
  { now, idleMs, touch }: { readonly now: Date; readonly idleMs: number; readonly touch: boolean },
): Promise<Session | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('crm_user', (join) =>
      join
        .onRef('crm_user.id', '=', 'session.user_id')
        .onRef('crm_user.organisation_id', '=', 'session.organisation_id'),
    )
    .where('session.id', '=', id)
    .where('session.expires_at', '>', now)
    .where('session.last_seen_at', '>', new Date(now.getTime() - idleMs))
    .where('crm_user.status', '=', 'active')
    .select(['session.organisation_id', 'session.user_id', 'session.csrf_token', 'session.last_seen_at'])
    .executeTakeFirst();
  if (row === undefined) return null;
  if (touch && now.getTime() - row.last_seen_at.getTime() >= SEEN_EVERY_MS) {
    await db.updateTable('session').where('id', '=', id).set({ last_seen_at: now }).execute();
  }
  return { id, organisationId: row.organisation_id, userId: row.user_id, csrfToken: row.csrf_token };
}

export async function endSession(tenant: Tenant, id: string): Promise<void> {
  await tenant.delete('session').where('id', '=', id).execute();
}

/** Every browser of the user is signed out. */
export async function endSessionsOfUser(tenant: Tenant, userId: string): Promise<void> {
  await tenant.delete('session').where('user_id', '=', userId).execute();
}

/** How many rows one sweep removes at most; the next one goes on. */
const SWEEP_LIMIT = 1000;

/** Removes sessions of all organisations that nobody can use any more. */
export async function sweepSessions(
  db: Kysely<Schema>,
  { now, idleMs }: { readonly now: Date; readonly idleMs: number },
): Promise<void> {
  const over = db
    .selectFrom('session')
    .where((eb) =>
      eb.or([eb('expires_at', '<=', now), eb('last_seen_at', '<=', new Date(now.getTime() - idleMs))]),
    )
    .select('id')
    .limit(SWEEP_LIMIT);
  await db.deleteFrom('session').where('id', 'in', over).execute();
}
