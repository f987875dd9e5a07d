import { explain, type RefusalRule } from '../permission/index.ts';
import type { Actor, ProblemClass, SetupPhase, SetupState } from './status.ts';

/** What is stored or known about one user's sync of one module; the status is derived from it when it is read. */
export interface StatusFacts {
  readonly grant:
    | { readonly granted: true }
    | {
        readonly granted: false;
        readonly rule: RefusalRule;
        /** When this part of the grant last changed. */
        readonly since: string | null;
      };
  readonly userActive: boolean;
  /** `null` when the user never enabled the sync. */
  readonly setup: SetupFacts | null;
}

export interface SetupFacts {
  readonly phase: SetupPhase;
  readonly phaseSince: string | null;
  readonly problem: { readonly class: ProblemClass; readonly since: string; readonly detail?: string } | null;
  readonly ownPause: { readonly since: string } | null;
  /** What the user must say yes to before it happens. */
  readonly awaitingConfirmation: {
    readonly since: string;
    readonly deletions: number;
    readonly peopleMailed: number;
  } | null;
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  /** When everything was last brought over; earlier than `phaseSince`, it is still to be done in this phase. */
  readonly lastGoodEndAt: string | null;
  readonly nextAttemptAt: string | null;
  readonly heldCount: number;
  readonly failedCount: number;
}

/** What is going on, why, and who can do something about it: the same for the page, the API and the roll-up. */
export interface SetupStatus {
  readonly state: SetupState;
  /** A stable code: of a refusal, the deciding rule's. */
  readonly reason: string;
  /** One sentence for people. */
  readonly message: string;
  readonly who: Actor;
  readonly since: string | null;
  /** The next attempt that happens by itself; `null` when none does, or when it is due now. */
  readonly nextAttemptAt: string | null;
  /** Of a first sync or a removal. The total is `done` while it is not known yet. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Whether Enable can be clicked, and if not, the reason's code. */
  readonly enable: { readonly active: boolean; readonly reason: string | null };
}

type Finding = Pick<SetupStatus, 'state' | 'reason' | 'message' | 'who' | 'since'>;

/** The status of a setup at `now` (an ISO instant). Where several states hold, the first of `SETUP_STATES` wins. */
export function statusOfSetup(facts: StatusFacts, now: string): SetupStatus {
  const { grant, setup, userActive } = facts;
  const finding = refused(facts) ?? withoutGrantProblem(setup);
  const runs = ['delayed', 'removing', 'first_sync', 'active'].includes(finding.state);
  const next = runs ? (setup?.nextAttemptAt ?? null) : null;
  const counts = finding.state === 'first_sync' || finding.state === 'removing';
  const progress = counts ? (setup?.progress ?? null) : null;
  return {
    ...finding,
    nextAttemptAt: next !== null && Date.parse(next) > Date.parse(now) ? next : null,
    progress: progress === null ? null : { done: progress.done, total: progress.total ?? progress.done },
    enable: {
      active: finding.state === 'not_enabled' && grant.granted && userActive,
      reason: grant.granted ? (userActive ? null : 'user_inactive') : grant.rule.code,
    },
  };
}

const isUnavailable = ({ code }: RefusalRule): boolean => code === 'edition' || code === 'data_center';

/** The states that come from grants, the user's own pause among them because its rank is theirs. */
function refused({ grant, setup, userActive }: StatusFacts): Finding | null {
  const rule: RefusalRule | null = !grant.granted
    ? grant.rule
    : userActive
      ? null
      : { code: 'user_inactive' };
  const enabled = setup !== null && setup.phase !== 'disabled';
  if (rule !== null) {
    const state = isUnavailable(rule) ? 'unavailable' : enabled ? 'paused' : 'not_enabled';
    const { message } = explain({ granted: false, rule }, 'subject');
    const since = grant.granted ? null : grant.since;
    return { state, reason: rule.code, message, who: 'administrator', since };
  }
  if (!enabled) {
    const reason = setup === null ? 'never_enabled' : 'disabled';
    return {
      state: 'not_enabled',
      reason,
      message: MESSAGES[reason],
      who: 'user',
      since: setup?.phaseSince ?? null,
    };
  }
  if (setup.ownPause !== null) {
    const { since } = setup.ownPause;
    return { state: 'paused', reason: 'own_pause', message: MESSAGES.own_pause, who: 'user', since };
  }
  return null;
}

const MESSAGES = {
  never_enabled: 'The sync is not enabled yet.',
  disabled: 'The sync was disabled. Its links are kept, so that enabling it again makes no duplicates.',
  own_pause: 'You have paused the sync. Changes on both sides wait until you resume it.',
  configuring: 'Choose what shall sync.',
  previewing: 'The preview is being made. Nothing has been written yet.',
  preview_ready: 'Look at the preview and start the sync. Nothing has been written yet.',
  removing: 'The copies at Microsoft are being removed. The sync is disabled when that is done.',
  first_sync: 'The first sync is running.',
  active: 'The sync is up to date.',
  catching_up: 'Catching up with what changed.',
  active_with_failures:
    'The sync is running; some items could not be synced and are listed with their reasons.',
} as const;

/** The setting-up phases; the others do not show before problems are looked at. */
const SETTING_UP: Readonly<Record<SetupPhase, 'configuring' | 'previewing' | 'preview_ready' | null>> = {
  configuring: 'configuring',
  previewing: 'previewing',
  preview_ready: 'preview_ready',
  first_sync: null,
  active: null,
  removing: null,
  disabled: null,
};

/** What each class of problem means for the user. */
const PROBLEMS: Readonly<
  Record<ProblemClass, { readonly state: SetupState; readonly who: Actor; readonly message: string }>
> = {
  our_credentials: {
    state: 'failing',
    who: 'operator',
    message:
      'Microsoft refuses our application. The operator has to renew its credentials; you need not sign in again.',
  },
  defect: {
    state: 'failing',
    who: 'operator',
    message: 'The sync failed unexpectedly. The operator has to look into it.',
  },
  mailbox: {
    state: 'mailbox_unavailable',
    who: 'microsoft_administrator',
    message: 'The Microsoft account has no mailbox that can be reached.',
  },
  admin_consent: {
    state: 'admin_consent_needed',
    who: 'microsoft_administrator',
    message: 'Your Microsoft administrator has to approve the application.',
  },
  sign_in: { state: 'sign_in_needed', who: 'user', message: 'Microsoft asks you to sign in again.' },
  container_gone: {
    state: 'container_gone',
    who: 'user',
    message:
      'The calendar, folder or list of this sync is no longer at Microsoft. Nothing was deleted here: restore it there and the sync goes on by itself, or choose another one.',
  },
  throttled: {
    state: 'delayed',
    who: 'nobody',
    message: 'Microsoft asked for a break. The sync goes on by itself.',
  },
  microsoft_down: {
    state: 'delayed',
    who: 'nobody',
    message: 'Microsoft cannot be reached. The sync tries again by itself.',
  },
};

function withoutGrantProblem(setup: SetupFacts | null): Finding {
  if (setup === null) {
    return {
      state: 'not_enabled',
      reason: 'never_enabled',
      message: MESSAGES.never_enabled,
      who: 'user',
      since: null,
    };
  }
  const { phase, phaseSince, problem, awaitingConfirmation } = setup;
  const settingUp = SETTING_UP[phase];
  if (settingUp !== null) {
    // A preview of what is gone would never come; the user chooses another one.
    if (problem?.class === 'container_gone' && phase !== 'configuring')
      return { ...PROBLEMS.container_gone, reason: problem.class, since: problem.since };
    const who = settingUp === 'previewing' ? 'nobody' : 'user';
    return { state: 'setting_up', reason: settingUp, message: MESSAGES[settingUp], who, since: phaseSince };
  }
  const problemFinding: Finding | null =
    problem === null ? null : { ...PROBLEMS[problem.class], reason: problem.class, since: problem.since };
  // A delay ranks after a confirmation: what waits for the user should not hide behind what passes by itself.
  if (problemFinding !== null && problemFinding.state !== 'delayed') return problemFinding;
  if (awaitingConfirmation !== null) {
    const deletes = awaitingConfirmation.deletions > 0;
    return {
      state: 'confirmation_needed',
      reason: deletes ? 'many_deletions' : 'many_mailed',
      message: deletes
        ? `The sync would delete ${awaitingConfirmation.deletions} items. It waits for your confirmation.`
        : `The sync would make Microsoft write to ${awaitingConfirmation.peopleMailed} people. It waits for your confirmation.`,
      who: 'user',
      since: awaitingConfirmation.since,
    };
  }
  if (problemFinding !== null) return problemFinding;
  if (phase === 'first_sync' || phase === 'removing')
    return { state: phase, reason: phase, message: MESSAGES[phase], who: 'nobody', since: phaseSince };
  const reason = isBehind(setup) ? 'catching_up' : setup.failedCount > 0 ? 'active_with_failures' : 'active';
  return { state: 'active', reason, message: MESSAGES[reason], who: 'nobody', since: phaseSince };
}

/** It may run again, and no run has ended since. */
const isBehind = ({ lastGoodEndAt, phaseSince }: SetupFacts): boolean =>
  lastGoodEndAt !== null && phaseSince !== null && Date.parse(lastGoodEndAt) < Date.parse(phaseSince);
