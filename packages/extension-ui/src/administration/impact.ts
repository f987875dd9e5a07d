import {
  compileProfile,
  decideSync,
  grantImpact,
  isNothing,
  statusOfSetup,
  SYNC_MODULE_NAMES,
  toldToOthers,
  type CompiledProfile,
  type DecisionContext,
  type Profile,
  type SetupStatus,
  type SyncImpact,
} from '@syncgrant/core';
import { MOST_NAMED_USERS, type Impact, type SetupChange } from '@syncgrant/contracts';
import {
  countActiveUsers,
  countSetupsByCondition,
  listSetupsInConditions,
  type ConditionCount,
  type SetupCondition,
  type SetupScope,
  type Tenant,
} from '@syncgrant/store';
import { profileImpactView } from './impact-view.ts';

/** What grants rest on, besides the status of each user where a change leaves that as it is. */
export interface Ground {
  readonly organisation: DecisionContext['organisation'];
  readonly profile: Profile;
  /** Only where the change is about one user. */
  readonly active?: boolean;
}

/** Users of one profile, and what their grants rest on before and after a change. */
export interface Shift {
  readonly before: Ground;
  readonly after: Ground;
}

/** A change that has been planned and not made. Each shift is about another profile. */
export interface Supposition {
  /** Undefined: all users of the profiles. */
  readonly userId?: string;
  readonly shifts: readonly Shift[];
}

interface CompiledShift extends Shift {
  readonly compiled: { readonly before: CompiledProfile; readonly after: CompiledProfile };
}

/**
 * Works out what a change would do. Everybody with the same facts is decided about once, so that it takes as many decisions
 * as there are profiles and conditions of setups, however many users there are.
 */
export async function impactOf(tenant: Tenant, { userId, shifts }: Supposition, now: Date): Promise<Impact> {
  const compared = shifts.map((given) => {
    const shift = compileShift(given);
    const impact = grantImpact(contextOf(shift, 'before', true), contextOf(shift, 'after', true));
    return { shift, impact };
  });
  const profileIds = shifts.map(({ before }) => before.profile.id);
  const activeUsers = userId === undefined ? await countActiveUsers(tenant, profileIds) : null;
  const profiles = compared.flatMap(({ shift: { before, after }, impact }) => {
    const somebody = (before.active ?? true) || (after.active ?? true);
    const userCount = activeUsers === null ? Number(somebody) : (activeUsers.get(before.profile.id) ?? 0);
    if (userCount === 0 || isNothing(impact)) return [];
    return [profileImpactView(impact, before.profile, after.profile, userCount)];
  });
  const modules = SYNC_MODULE_NAMES.filter((module) =>
    compared.some(({ impact }) => impact.syncs.some((sync) => sync.syncModule === module && isTold(sync))),
  );
  const scope = { modules, ...(userId === undefined ? { profileIds } : { userId }) };
  return {
    userCount: profiles.reduce((sum, { userCount }) => sum + userCount, 0),
    profiles,
    setups: await setupImpact(
      tenant,
      scope,
      compared.map(({ shift }) => shift),
      now,
    ),
  };
}

/** Whether the state of setups can change: with other effects alone it does not. */
const isTold = ({ change }: SyncImpact): boolean => change !== 'changes';

function compileShift(shift: Shift): CompiledShift {
  const { before, after } = shift;
  const was = compileProfile(before.profile);
  const is = after.profile === before.profile ? was : compileProfile(after.profile);
  return { ...shift, compiled: { before: was, after: is } };
}

const contextOf = (shift: CompiledShift, when: keyof Shift, active: boolean): DecisionContext => ({
  organisation: shift[when].organisation,
  user: { active: shift[when].active ?? active },
  profile: shift.compiled[when],
});

/** A user has at most one setup of each module. */
const SETUPS_OF_A_USER = 3;

async function setupImpact(
  tenant: Tenant,
  scope: SetupScope,
  shifts: readonly CompiledShift[],
  now: Date,
): Promise<Impact['setups']> {
  const changed = (await countSetupsByCondition(tenant, scope)).flatMap(({ condition, setups }) => {
    const change = changeOf(condition, shifts, now);
    return change === null ? [] : [{ condition, setups, change }];
  });
  const found = await listSetupsInConditions(
    tenant,
    scope,
    changed.map(({ condition }) => condition),
    (MOST_NAMED_USERS + 1) * SETUPS_OF_A_USER,
  );
  const byUser = [...Map.groupBy(found, ({ user }) => user.id).values()];
  const named = byUser.slice(0, MOST_NAMED_USERS).flatMap((setups) => {
    const [first] = setups;
    if (first === undefined) return [];
    const changes = setups.flatMap(({ condition }) => changeOf(condition, shifts, now) ?? []);
    return [{ ...first.user, setups: changes }];
  });
  const sum = (effect: SetupChange['effect']) =>
    changed.reduce((total, { change, setups }) => total + (change.effect === effect ? setups : 0), 0);
  return {
    pausing: sum('pauses'),
    resuming: sum('resumes'),
    changes: counted(changed),
    users: named,
    more: byUser.length > MOST_NAMED_USERS,
  };
}

/** Conditions that come to the same are counted together. */
function counted(
  changed: readonly (ConditionCount & { readonly change: SetupChange })[],
): Impact['setups']['changes'] {
  const alike = Map.groupBy(changed, ({ change }) => JSON.stringify(change));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ ...first.change, count: group.reduce((total, { setups }) => total + setups, 0) }];
  });
}

const isHeldBack = ({ state }: SetupStatus): boolean => state === 'paused' || state === 'unavailable';

/** What becomes of the setups in a condition; `null` where nothing does. */
function changeOf(
  condition: SetupCondition,
  shifts: readonly CompiledShift[],
  now: Date,
): SetupChange | null {
  const shift = shifts.find(({ before }) => before.profile.id === condition.profileId);
  if (shift === undefined) return null;
  const was = statusIn(contextOf(shift, 'before', condition.userActive), condition, now);
  const is = statusIn(contextOf(shift, 'after', condition.userActive), condition, now);
  if (was.status.state === is.status.state && was.status.reason === is.status.reason) return null;
  const effect = isHeldBack(is.status) ? (isHeldBack(was.status) ? 'stays_paused' : 'pauses') : 'resumes';
  const { state, reason } = is.status;
  return { module: condition.module, effect, from: was.status.state, to: state, reason, message: is.message };
}

function statusIn(
  context: DecisionContext,
  condition: SetupCondition,
  now: Date,
): { readonly status: SetupStatus; readonly message: string } {
  const grant = decideSync(context, condition.module);
  const at = now.toISOString();
  const status = statusOfSetup(
    {
      grant: grant.granted ? { granted: true } : { granted: false, rule: grant.rule, since: null },
      userActive: context.user.active,
      setup: {
        phase: condition.phase,
        phaseSince: at,
        problem: condition.problem === null ? null : { class: condition.problem, since: at },
        ownPause: condition.ownPause ? { since: at } : null,
        awaitingConfirmation:
          condition.awaitsConfirmation === null
            ? null
            : { since: at, deletions: condition.awaitsConfirmation === 'deletions' ? 1 : 0, peopleMailed: 1 },
        progress: null,
        // What may run again catches up first.
        lastGoodEndAt: BEFORE_ANYTHING,
        nextAttemptAt: null,
        heldCount: 0,
        failedCount: 0,
      },
    },
    at,
  );
  return { status, message: toldToOthers(status, grant) };
}

const BEFORE_ANYTHING = new Date(0).toISOString();
