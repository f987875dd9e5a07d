import {
  findPermissionById,
  governingModule,
  planProfileChange,
  planProfileDeletion,
  RECORD_FIELDS,
  type ActingUser,
  type ModuleName,
  type PermissionToggle,
  type PlannedProfileChange,
  type Profile,
  type RecordModule,
} from '@syncgrant/core';
import { countUsersOfProfile, findProfile, otherProfileNames, type Tenant } from '@syncgrant/store';
import { Refusal, unknownId } from '../http/answer.ts';
import { refusedPlan } from './refused-plan.ts';

/** Changes of profiles as requests ask for them, planned: what is saved and what is previewed is planned here alike. */

export interface AskedProfile {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly permissions_details?: readonly { readonly id: string; readonly enabled: boolean }[] | undefined;
}

export interface PlannedUpdate {
  readonly before: Profile;
  readonly plan: PlannedProfileChange;
}

export async function planUpdate(
  tenant: Tenant,
  actor: ActingUser,
  id: string,
  asked: AskedProfile | undefined,
): Promise<PlannedUpdate | Refusal> {
  const profile = await findProfile(tenant, id);
  if (asked === undefined || profile === null) return unknownId({ resource_path_index: 2 });
  const toggles = togglesOf(asked.permissions_details ?? []);
  if (toggles instanceof Refusal) return toggles;
  const plan = planProfileChange({
    actor,
    profile,
    change: { name: asked.name, description: asked.description, permissions: toggles },
    takenNames: await otherProfileNames(tenant, profile.id),
  });
  if (plan.ok) return { before: profile, plan };
  return refusedPlan(plan.refusal, 'profiles', { asked: toggles.map(({ permission }) => permission) });
}

function togglesOf(
  details: readonly { readonly id: string; readonly enabled: boolean }[],
): readonly PermissionToggle[] | Refusal {
  const toggles: PermissionToggle[] = [];
  for (const [index, { id, enabled }] of details.entries()) {
    const permission = findPermissionById(id)?.name;
    if (permission === undefined) {
      const about = { api_name: 'id', json_path: `$.profiles[0].permissions_details[${index}].id` };
      return new Refusal(400, 'INVALID_DATA', 'Invalid permission ID', about, 'profiles');
    }
    toggles.push({ permission, enabled });
  }
  return toggles;
}

export interface PlannedDeletion {
  readonly profile: Profile;
  readonly transferTo: Profile | null;
  readonly userCount: number;
}

export async function planDeletion(
  tenant: Tenant,
  actor: ActingUser,
  id: string,
  transferTo: string | undefined,
): Promise<PlannedDeletion | Refusal> {
  const profile = await findProfile(tenant, id);
  if (profile === null) return unknownId({ resource_path_index: 2 });
  const transfer = transferTo === undefined ? null : await findProfile(tenant, transferTo);
  if (transferTo !== undefined && transfer === null) return unknownId({ param_name: 'transfer_to' });
  const userCount = await countUsersOfProfile(tenant, id);
  const plan = planProfileDeletion({ actor, profile, userCount, transferTo: transfer ?? undefined });
  if (!plan.ok) return refusedPlan(plan.refusal, 'profiles', { deletes: true });
  return { profile, transferTo: transfer, userCount };
}

type Access = 'read_write' | 'read_only' | 'hidden';

export interface AskedField {
  readonly id: string;
  readonly module: RecordModule;
  readonly profiles: readonly { readonly id: string; readonly permission_type: Access }[];
}

export interface PlannedFieldAccess {
  readonly module: ModuleName;
  readonly field: string;
  /** Each profile once, whatever is asked of it how often. */
  readonly changes: readonly { readonly before: Profile; readonly after: Profile }[];
}

/** What profiles may do with a field; all of them or none. */
export async function planFieldAccess(
  tenant: Tenant,
  actor: ActingUser,
  asked: AskedField,
): Promise<PlannedFieldAccess | Refusal> {
  const module = governingModule(asked.module);
  const field = RECORD_FIELDS[asked.module].find(({ id }) => id === asked.id);
  if (field === undefined) return unknownId({ resource_path_index: 2 });
  if (module !== asked.module) {
    const message = `What profiles may do with ${asked.module} follows from ${module}.`;
    return new Refusal(400, 'NOT_ALLOWED', message, { param_name: 'module' });
  }
  const restricted = asked.profiles.findIndex(({ permission_type }) => permission_type !== 'read_write');
  if (restricted >= 0 && (field.mandatory || field.apiName === 'id')) {
    return wrongProfile(restricted, `${field.label} is mandatory and cannot be restricted.`);
  }
  const changes = new Map<string, { readonly before: Profile; readonly after: Profile }>();
  for (const [index, { id, permission_type: access }] of asked.profiles.entries()) {
    const earlier = changes.get(id);
    const before = earlier?.before ?? (await findProfile(tenant, id));
    if (before === null) return wrongProfile(index, 'The profile given seems to be invalid.');
    const fieldAccess = [{ module, field: field.apiName, access }];
    const profile = earlier?.after ?? before;
    const plan = planProfileChange({ actor, profile, change: { fieldAccess }, takenNames: [] });
    if (!plan.ok) return refusedPlan(plan.refusal, 'profiles');
    changes.set(id, { before, after: plan.profile });
  }
  return { module, field: field.apiName, changes: [...changes.values()] };
}

const wrongProfile = (index: number, message: string): Refusal =>
  new Refusal(
    400,
    'INVALID_DATA',
    message,
    { api_name: 'profiles', json_path: `$.fields[0].profiles[${index}]` },
    'fields',
  );
