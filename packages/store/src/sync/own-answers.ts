import { sql } from 'kysely';
import type { OwnAnswer } from '@syncgrant/core';
import type { Tenant } from '../tenant.ts';
import type { LinkRow } from './links.ts';

/** Answers that users gave in the CRM to invitations in their mailboxes. */

/** The link of the user's mailbox to a meeting's record while its sync is on, be it paused. */
export async function invitationOf(
  tenant: Tenant,
  userId: string,
  recordId: string,
): Promise<{ readonly link: LinkRow; readonly accountId: string } | null> {
  const setup = await tenant
    .select('setup')
    .where('user_id', '=', userId)
    .where('module', '=', 'meetings')
    .where('current', '=', true)
    .where('phase', 'in', ['first_sync', 'active'])
    .select(['id', 'account_id'])
    .executeTakeFirst();
  if (setup === undefined) return null;
  const link = await tenant
    .select('link')
    .where('setup_id', '=', setup.id)
    .where('record_id', '=', recordId)
    .where('detached_by', 'is', null)
    .selectAll()
    .executeTakeFirst();
  return link === undefined ? null : { link, accountId: setup.account_id };
}

/** The answer waits for the next run, in place of one that waited before. */
export async function keepAnswer(tenant: Tenant, linkId: string, answer: OwnAnswer): Promise<void> {
  await tenant
    .update('link')
    .where('id', '=', linkId)
    .set({
      own_answer: JSON.stringify(answer),
      touched: sql<number>`touched + 1`,
      next_attempt_at: null,
    })
    .execute();
}

/** The answer given at that instant waits no more; one that was given since still does. */
export async function settleAnswer(tenant: Tenant, linkId: string, at: string): Promise<void> {
  await tenant
    .update('link')
    .where('id', '=', linkId)
    .where(sql<string>`own_answer ->> 'at'`, '=', at)
    .set({ own_answer: null })
    .execute();
}
