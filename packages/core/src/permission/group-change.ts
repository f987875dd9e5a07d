import { lacking, refusePlan, type ActingUser, type Refusing } from './plan-refusal.ts';
import { refusedDescription, refusedName } from './setting-name.ts';

/** How many groups an organisation may have. */
const MAX_GROUPS = 500;

/** A user, or everybody who has a role. */
export type GroupMember =
  | { readonly type: 'users'; readonly id: string }
  | {
      readonly type: 'roles';
      readonly id: string;
      /** With the users of the roles that report to it. */
      readonly subordinates: boolean;
    };

/** A named set of users. It grants nothing. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly GroupMember[];
}

/** What is to be different; what is left out stays. Members are given as a whole. */
export interface GroupChange {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly members?: readonly GroupMember[] | undefined;
}

export interface PlannedGroup<G> {
  readonly ok: true;
  readonly group: G;
}

export function planGroupCreation(
  actor: ActingUser,
  given: Omit<Group, 'id'>,
  takenNames: readonly string[],
): PlannedGroup<Omit<Group, 'id'>> | Refusing {
  const { name, description, members } = given;
  const refused =
    lacking(actor, 'Crm_Implied_Manage_Groups') ??
    refusedParts(given, takenNames) ??
    beyondLimit(takenNames.length);
  return refused ?? { ok: true, group: { name: name.trim(), description, members: onceEach(members) } };
}

/** `takenNames` are those of the other groups. */
export function planGroupChange(
  actor: ActingUser,
  group: Group,
  change: GroupChange,
  takenNames: readonly string[],
): PlannedGroup<Group> | Refusing {
  const refused = lacking(actor, 'Crm_Implied_Manage_Groups') ?? refusedParts(change, takenNames);
  if (refused !== undefined) return refused;
  return {
    ok: true,
    group: {
      id: group.id,
      name: change.name?.trim() ?? group.name,
      description: change.description ?? group.description,
      members: onceEach(change.members ?? group.members),
    },
  };
}

export const planGroupDeletion = (actor: ActingUser): { readonly ok: true } | Refusing =>
  lacking(actor, 'Crm_Implied_Manage_Groups') ?? { ok: true };

function refusedParts(
  { name, description, members }: GroupChange,
  takenNames: readonly string[],
): Refusing | undefined {
  const refused =
    (name === undefined ? undefined : refusedName('group', name, takenNames)) ??
    (description === undefined ? undefined : refusedDescription('group', description));
  if (refused !== undefined || members === undefined || members.length > 0) return refused;
  return refusePlan('no_members', 'A group has at least one member.', { field: 'sources' });
}

/** Of a member that is named twice, the last word counts. */
const onceEach = (members: readonly GroupMember[]): readonly GroupMember[] => [
  ...new Map(members.map((member) => [`${member.type} ${member.id}`, member])).values(),
];

const beyondLimit = (groups: number): Refusing | undefined =>
  groups < MAX_GROUPS
    ? undefined
    : refusePlan('group_limit', `An organisation has at most ${MAX_GROUPS} groups.`, { limit: MAX_GROUPS });
