import { randomUUID } from 'node:crypto';
import { SYNC_MODULE_NAMES, type ProblemClass, type SetupPhase } from '@syncgrant/core';
import { inviteUser, type Tenant } from '@syncgrant/store';

const PHASES: readonly SetupPhase[] = ['active', 'first_sync', 'configuring', 'preview_ready', 'disabled'];
const PROBLEMS: readonly (ProblemClass | null)[] = [
  null,
  'sign_in',
  'throttled',
  'defect',
  'admin_consent',
  'mailbox',
  'container_gone',
];

/** People with a setup of every module each, in all the conditions that a setup can be in; their users' ids. */
export async function hireStaff(
  tenant: Tenant,
  count: number,
  profileId: string,
  now: Date,
): Promise<string[]> {
  const users: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const email = `${randomUUID()}@example.test`;
    const lastName = `Person ${String(number).padStart(3, '0')}`;
    const person = { email, firstName: null, lastName, profileId, timeZone: 'UTC' };
    const userId = await inviteUser(tenant, person, now);
    if (userId === null) throw new Error('there already');
    users.push(userId);
    const problem = PROBLEMS[number % PROBLEMS.length] ?? null;
    const stored =
      problem === null ? null : JSON.stringify({ class: problem, since: now.toISOString(), detail: 'said' });
    const { id: accountId } = await tenant
      .insert('microsoft_account', {
        user_id: userId,
        tenant_id: randomUUID(),
        object_id: randomUUID(),
        username: `mailbox.${email}`,
        display_name: lastName,
        granted_scopes: '[]',
        problem: number % 8 < 4 ? stored : null,
        // Nobody runs them meanwhile.
        next_tick_at: new Date(now.getTime() + (24 + number) * 3_600_000),
        created_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const setups = SYNC_MODULE_NAMES.map((module, place) => {
      const turn = number + place;
      const wish = {
        deletions: turn % 12 === 0 ? 3 : 0,
        linkCount: 9,
        peopleMailed: 4,
        since: now.toISOString(),
      };
      return {
        user_id: userId,
        account_id: accountId,
        module,
        phase: PHASES[turn % PHASES.length] ?? 'active',
        own_pause_since: turn % 7 === 0 ? now : null,
        problem: stored,
        confirmation: turn % 6 === 0 ? JSON.stringify(wish) : null,
        // Of some the last good run is older than their state: they catch up.
        last_good_end_at: turn % 4 === 3 ? null : new Date(now.getTime() + (turn % 4 === 1 ? -1 : 1) * 1_000),
        created_at: now,
      };
    });
    await tenant.insert('setup', setups).execute();
  }
  return users;
}
