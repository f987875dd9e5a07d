import {
  planRoleChange,
  planRoleCreation,
  planRoleDeletion,
  type Role,
  type RoleChange,
} from '@syncgrant/core';
import { countUsersOfRole, deleteRole, insertRole, readRoles, saveRole } from '@syncgrant/store';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { administer } from './administer.ts';
import { refusedPlan } from './refused-plan.ts';
import { wrongItem, type ItemPlace } from './setting-items.ts';

/** A role as requests describe it. */
export interface AskedRole {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly reporting_to?: { readonly id: string } | null | undefined;
  readonly share_with_peers?: boolean | undefined;
}

const changeOf = ({ name, description, reporting_to, share_with_peers }: AskedRole): RoleChange => ({
  name,
  description,
  reportsTo: reporting_to == null ? reporting_to : reporting_to.id,
  shareWithPeers: share_with_peers,
});

/** Refuses a role above that the organisation does not have. */
function unknownAbove(roles: readonly Role[], { reporting_to }: AskedRole, place: ItemPlace): Refusal | null {
  if (reporting_to == null || roles.some(({ id }) => id === reporting_to.id)) return null;
  return wrongItem(place, 'INVALID_DATA', 'reporting_to', 'The role given seems to be invalid.');
}

export async function createRole(
  server: Server,
  caller: Caller,
  asked: AskedRole & { readonly name: string },
  place: ItemPlace,
) {
  const change = { action: 'role.create', subject: `role ${asked.name}` };
  const done = await administer<string>(server, caller, change, async (tenant, actor, now) => {
    const roles = await readRoles(tenant);
    const unknown = unknownAbove(roles, asked, place);
    if (unknown !== null) return { refused: unknown };
    const plan = planRoleCreation(actor, roles, { ...changeOf(asked), name: asked.name });
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'roles', place) };
    const id = await insertRole(tenant, plan.role, { by: actor.userId, now });
    return { before: null, after: told(plan.role, roles), result: id };
  });
  return done instanceof Refusal ? done : itemDone(done.result, 'Role added');
}

export async function changeRole(
  server: Server,
  caller: Caller,
  id: string,
  asked: AskedRole,
  place: ItemPlace,
) {
  const known = (await readRoles(caller.tenant)).find((role) => role.id === id);
  if (known === undefined) return place.unknown;
  const change = { action: 'role.update', subject: `role ${known.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const roles = await readRoles(tenant);
    const role = roles.find((each) => each.id === id);
    if (role === undefined) return { refused: place.unknown };
    const unknown = unknownAbove(roles, asked, place);
    if (unknown !== null) return { refused: unknown };
    const plan = planRoleChange(actor, roles, role, changeOf(asked));
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'roles', place) };
    await saveRole(tenant, plan.role, { by: actor.userId, now });
    return { before: told(role, roles), after: told(plan.role, roles), result: null };
  });
  return done instanceof Refusal ? done : itemDone(id, 'Role updated');
}

export async function removeRole(
  server: Server,
  caller: Caller,
  id: string,
  transferToId: string | undefined,
) {
  const unknown = unknownId({ resource_path_index: 2 });
  const known = (await readRoles(caller.tenant)).find((role) => role.id === id);
  if (known === undefined) return unknown;
  const change = { action: 'role.delete', subject: `role ${known.name}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const roles = await readRoles(tenant);
    const role = roles.find((each) => each.id === id);
    if (role === undefined) return { refused: unknown };
    const transferTo = roles.find((each) => each.id === transferToId);
    if (transferToId !== undefined && transferTo === undefined) {
      return { refused: unknownId({ param_name: 'transfer_to_id' }) };
    }
    const userCount = await countUsersOfRole(tenant, id);
    const plan = planRoleDeletion({ actor, roles, role, userCount, transferTo });
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'roles') };
    await deleteRole(tenant, id, transferTo?.id ?? null, now);
    return {
      before: { ...told(role, roles), users: userCount },
      after: transferTo === undefined ? null : { transferredTo: transferTo.name },
      result: null,
    };
  });
  return done instanceof Refusal ? done : itemDone(id, 'Role Deleted');
}

/** What the audit log keeps. */
const told = (
  { name, description, reportsTo, shareWithPeers }: Omit<Role, 'id'>,
  roles: readonly Role[],
) => ({
  name,
  description,
  reportsTo: roles.find(({ id }) => id === reportsTo)?.name ?? null,
  shareWithPeers,
});
