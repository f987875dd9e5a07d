import type { ActingUser } from '@syncgrant/core';
import { saveProfile, type Tenant } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { planFieldAccess, type AskedField } from './profile-plans.ts';

/** What profiles may do with a field, by the profile's name. */
type AccessByProfile = Readonly<Record<string, string>>;

/** Sets what profiles may do with a field, all of them or none; answers what they could before and can now. */
export async function setFieldAccess(
  tenant: Tenant,
  actor: ActingUser,
  now: Date,
  asked: AskedField,
): Promise<{ readonly before: AccessByProfile; readonly after: AccessByProfile } | Refusal> {
  const planned = await planFieldAccess(tenant, actor, asked);
  if (planned instanceof Refusal) return planned;
  for (const { after } of planned.changes) {
    await saveProfile(tenant, after, { by: actor.userId, now, switched: [] });
  }
  const told = (when: 'before' | 'after') =>
    Object.fromEntries(
      planned.changes.map(({ [when]: { name, fieldAccess } }) => [
        name,
        fieldAccess[planned.module]?.[planned.field] ?? 'read_write',
      ]),
    );
  return { before: told('before'), after: told('after') };
}
