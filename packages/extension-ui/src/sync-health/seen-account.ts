import { readAccount, readUser, type AccountRow, type CrmUser } from '@syncgrant/store';
import { NOT_SUBORDINATE, subordinatesOnly } from '../administration/seen-users.ts';
import { Refusal, unknownId } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';

const UNKNOWN = unknownId({ resource_path_index: 3 });

/** A user whose syncs the caller looks after. */
export async function seenUser(caller: Caller, id: string): Promise<CrmUser | Refusal> {
  const user = await readUser(caller.tenant, id);
  if (user === null) return UNKNOWN;
  const among = await subordinatesOnly(caller);
  return among && id !== among.userId && !among.roleIds.includes(user.role.id) ? NOT_SUBORDINATE : user;
}

/** The account of such a user. */
export async function seenAccount(caller: Caller, id: string): Promise<AccountRow | Refusal> {
  const account = await readAccount(caller.tenant, id);
  if (account === null) return UNKNOWN;
  const user = await seenUser(caller, account.user_id);
  return user instanceof Refusal ? user : account;
}
