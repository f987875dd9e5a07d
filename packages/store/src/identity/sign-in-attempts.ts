import type { Kysely } from 'kysely';
import type { SyncModule } from '@syncgrant/core';
import type { Schema } from '../schema.ts';

/** What a visit to Microsoft's page is for. */
export type AttemptPurpose =
  | { readonly kind: 'sign_in' }
  | {
      readonly kind: 'connect';
      readonly organisationId: string;
      readonly userId: string;
      readonly module: SyncModule;
    };

/** A visit to Microsoft's sign-in page that has not come back yet. */
export interface SignInAttempt {
  /** SHA-256 of the state parameter, hex. */
  readonly id: string;
  readonly purpose: AttemptPurpose;
  /** SHA-256 of the cookie that binds the attempt to one browser, hex. */
  readonly browser: string;
  readonly nonce: string;
  /** PKCE verifier, sealed. */
  readonly verifierBox: Uint8Array;
  readonly expiresAt: Date;
}

/**
 * Attempts belong to no organisation until it is known who comes; so these functions reach across, and find nothing
 * without the state that only Microsoft and the one browser were given. Expired ones go with the next attempt.
 */
export async function createSignInAttempt(
  db: Kysely<Schema>,
  attempt: SignInAttempt,
  now: Date,
): Promise<void> {
  const connect = attempt.purpose.kind === 'connect' ? attempt.purpose : null;
  await db.deleteFrom('sign_in_attempt').where('expires_at', '<=', now).execute();
  await db
    .insertInto('sign_in_attempt')
    .values({
      id: attempt.id,
      purpose: attempt.purpose.kind,
      organisation_id: connect?.organisationId ?? null,
      user_id: connect?.userId ?? null,
      module: connect?.module ?? null,
      browser: attempt.browser,
      nonce: attempt.nonce,
      verifier_box: Buffer.from(attempt.verifierBox),
      expires_at: attempt.expiresAt,
      created_at: now,
    })
    .execute();
}

/** The attempt, once: whoever asks again, or too late, gets `null`. */
export async function takeSignInAttempt(
  db: Kysely<Schema>,
  id: string,
  now: Date,
): Promise<SignInAttempt | null> {
  const row = await db.deleteFrom('sign_in_attempt').where('id', '=', id).returningAll().executeTakeFirst();
  if (row === undefined || row.expires_at <= now) return null;
  const purpose = purposeOf(row);
  return {
    id,
    purpose,
    browser: row.browser,
    nonce: row.nonce,
    verifierBox: row.verifier_box,
    expiresAt: row.expires_at,
  };
}

function purposeOf(row: {
  readonly organisation_id: string | null;
  readonly user_id: string | null;
  readonly module: SyncModule | null;
}): AttemptPurpose {
  const { organisation_id: organisationId, user_id: userId, module } = row;
  if (organisationId === null || userId === null || module === null) return { kind: 'sign_in' };
  return { kind: 'connect', organisationId, userId, module };
}
