import type { ConflictPolicy, SyncDirection, SyncModule } from '@syncgrant/core';
import { SeededRandom } from './seeded-random.ts';
import { RULES } from './timetable.ts';

/** Who writes where: a person in the CRM, or in Outlook. */
export type Side = 'crm' | 'microsoft';

/** Something that people, administrators, Microsoft or fate do. Choices are numbers that fit whatever is there: steps can be left out. */
export type Step =
  | {
      readonly do: 'create';
      readonly side: Side | 'both';
      readonly user: number;
      readonly module: SyncModule;
      /** A meeting that repeats, by a rule of the timetable. */
      readonly rule?: number;
    }
  | {
      readonly do: 'edit';
      readonly side: Side;
      readonly pick: number;
      readonly field: number;
      readonly clear: boolean;
    }
  | { readonly do: 'delete'; readonly side: Side; readonly pick: number }
  /** Another hour for a meeting, or for one that stands in place of an occurrence; another day and rule too, or an end of its repeating. */
  | {
      readonly do: 'schedule';
      readonly side: Side;
      readonly pick: number;
      readonly hour: number;
      readonly days: number;
      readonly rule: number | null | 'kept';
    }
  /** One occurrence alone at Microsoft: written, or called off. */
  | { readonly do: 'occurrence'; readonly pick: number; readonly at: number; readonly field: number | null }
  /** A date is left out of a series in the CRM, or taken back in. */
  | { readonly do: 'leave out'; readonly pick: number; readonly at: number; readonly back: boolean }
  /** A series ends before one of its dates, and another one begins there. */
  | { readonly do: 'split'; readonly side: Side; readonly pick: number; readonly at: number }
  /** A record gets the other user for its owner. */
  | { readonly do: 'give'; readonly pick: number }
  | { readonly do: 'permit'; readonly profile: number; readonly permission: string; readonly on: boolean }
  | {
      readonly do: 'restrict';
      readonly profile: number;
      readonly module: SyncModule;
      readonly field: number;
      readonly to: 'hidden' | 'read_only' | null;
    }
  | { readonly do: 'assign'; readonly user: number; readonly profile: number; readonly active: boolean }
  | { readonly do: 'extension'; readonly on: boolean }
  | { readonly do: 'pause'; readonly user: number; readonly module: SyncModule; readonly on: boolean }
  | { readonly do: 'disable'; readonly user: number; readonly module: SyncModule; readonly on: boolean }
  | {
      readonly do: 'policy';
      readonly user: number;
      readonly module: SyncModule;
      readonly policy: ConflictPolicy;
    }
  /** The user has a module synced one way only, or both ways again. */
  | {
      readonly do: 'direct';
      readonly user: number;
      readonly module: SyncModule;
      readonly direction: SyncDirection;
    }
  | { readonly do: 'revoke sessions'; readonly user: number }
  /** What the user allowed the sync to do with this module's items is taken back at Microsoft. */
  | { readonly do: 'revoke consent'; readonly user: number; readonly module: SyncModule }
  | { readonly do: 'expire deltas'; readonly user: number }
  | { readonly do: 'clock'; readonly ms: number }
  /** Wrong answers for the sync's next requests. */
  | {
      readonly do: 'fault';
      readonly kind: FaultKind;
      readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | null;
      readonly requests: number;
    }
  | { readonly do: 'dispatch'; readonly trouble: Trouble | null }
  /** A job of the queue is worked on; of an empty queue, or `spurious`, an account that nobody asked for. */
  | {
      readonly do: 'tick';
      readonly pick: number;
      readonly spurious: boolean;
      readonly trouble: Trouble | null;
    }
  /** A change notification that waits arrives, twice even, or is lost. */
  | { readonly do: 'notice'; readonly pick: number; readonly times: 0 | 1 | 2 }
  | {
      readonly do: 'lifecycle';
      readonly user: number;
      readonly event: 'missed' | 'reauthorizationRequired' | 'subscriptionRemoved';
    }
  /** Amid a run: its process stands still until its lease is over, and another one works for the account meanwhile. */
  | { readonly do: 'stall' }
  /** A wake-up arrives, twice even, or is lost. */
  | { readonly do: 'wake'; readonly times: 0 | 1 | 2 }
  /** Everything is allowed and nothing goes wrong until nothing is left to do. */
  | { readonly do: 'rest' };

export const FAULT_KINDS = [
  '503',
  '429',
  '400',
  '404 of a write',
  'lost answer',
  'cut',
  'hang',
  'truncated',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What happens in the midst of a run, at the `after`th point of that kind. */
export interface Trouble {
  readonly at: 'statement' | 'commit' | 'committed' | 'answer';
  readonly after: number;
  readonly what: 'kill' | 'abort' | Step;
}

const POLICIES = ['newest', 'crm', 'microsoft'] as const;
const DIRECTIONS = ['both', 'both', 'to_crm', 'to_microsoft'] as const;
const LIFECYCLE = ['missed', 'reauthorizationRequired', 'subscriptionRemoved'] as const;
const MODULES = ['contacts', 'tasks', 'meetings'] as const;
const MICROSOFT_PERMISSIONS = [
  'Crm_Implied_Mscontact_Sync',
  'Crm_Implied_Mstask_Sync',
  'Crm_Implied_Mscal_Sync',
] as const;
const RECORD_PERMISSIONS = ['Create', 'Edit', 'Delete'].flatMap((action) =>
  ['Contacts', 'Tasks', 'Events'].map((module) => `Crm_Implied_${action}_${module}`),
);

/** A step, and the one that happens amid its run. */
const withTrouble = (step: Step): readonly Step[] => {
  const what = 'trouble' in step ? step.trouble?.what : undefined;
  return typeof what === 'object' ? [step, what] : [step];
};

/** The modules that people make things of: only these need to be synced. */
export function modulesOf(steps: readonly Step[]): readonly SyncModule[] {
  const made = new Set(
    steps.flatMap(withTrouble).flatMap((step) => (step.do === 'create' ? [step.module] : [])),
  );
  return made.size === 0 ? ['contacts'] : MODULES.filter((module) => made.has(module));
}

/** The steps of a run of a seed; most runs are about one or two modules, so that things meet. */
export function makeSteps(seed: number, count: number): readonly Step[] {
  const random = new SeededRandom(seed);
  const modules = random.chance(0.2) ? MODULES : ([random.pick(MODULES), random.pick(MODULES)] as const);
  const module = () => random.pick(modules);
  const user = () => random.below(2);
  const side = () => random.pick(['crm', 'microsoft'] as const);
  const pick = () => random.below(1000);

  const repeats = modules.includes('meetings') && random.chance(0.75);

  const create = (): Step => {
    const step = { do: 'create', side: side(), user: user(), module: module() } as const;
    const rule =
      repeats && step.module === 'meetings' && random.chance(0.7) ? random.below(RULES.length) : null;
    return rule === null ? step : { ...step, rule };
  };
  const timetable = (): Step =>
    random.weighted<() => Step>([
      [
        4,
        () => ({
          do: 'schedule',
          side: side(),
          pick: pick(),
          hour: 10 + random.below(6),
          days: random.below(3),
          rule: random.pick(['kept', 'kept', null, random.below(RULES.length)]),
        }),
      ],
      [
        4,
        () => ({
          do: 'occurrence',
          pick: pick(),
          at: pick(),
          field: random.chance(0.65) ? random.below(3) : null,
        }),
      ],
      [3, () => ({ do: 'leave out', pick: pick(), at: pick(), back: random.chance(0.25) })],
      [1, () => ({ do: 'split', side: side(), pick: pick(), at: pick() })],
    ])();
  const people = (): Step =>
    random.weighted<() => Step>([
      [4, create],
      [repeats ? 7 : 0, timetable],
      [
        8,
        () => ({
          do: 'edit',
          side: side(),
          pick: pick(),
          field: random.below(4),
          clear: random.chance(0.15),
        }),
      ],
      [2, () => ({ do: 'delete', side: side(), pick: pick() })],
      [1, () => ({ do: 'give', pick: pick() })],
    ])();
  const permission = () =>
    random.chance(0.6)
      ? random.pick(MICROSOFT_PERMISSIONS)
      : (RECORD_PERMISSIONS[random.below(RECORD_PERMISSIONS.length)] ?? '');
  const administration = (): Step =>
    random.weighted<() => Step>([
      [
        6,
        () => ({ do: 'permit', profile: random.below(2), permission: permission(), on: random.chance(0.6) }),
      ],
      [2, () => ({ do: 'assign', user: user(), profile: random.below(2), active: random.chance(0.8) })],
      [1, () => ({ do: 'extension', on: random.chance(0.7) })],
      [2, () => ({ do: 'pause', user: user(), module: module(), on: random.chance(0.5) })],
      [2, () => ({ do: 'disable', user: user(), module: module(), on: random.chance(0.5) })],
      [3, () => ({ do: 'direct', user: user(), module: module(), direction: random.pick(DIRECTIONS) })],
      [1, () => ({ do: 'policy', user: user(), module: module(), policy: random.pick(POLICIES) })],
      [
        2,
        () => ({
          do: 'restrict',
          profile: random.below(2),
          module: module(),
          field: random.below(4),
          to: random.pick(['hidden', 'read_only', null, null]),
        }),
      ],
    ])();
  const tick = (trouble: Trouble | null): Step => ({
    do: 'tick',
    pick: pick(),
    spurious: random.chance(0.15),
    trouble,
  });
  const meanwhile = (): Step =>
    random.weighted<() => Step>([
      [5, people],
      [4, administration],
      [2, () => tick(null)],
    ])();
  const trouble = (): Trouble | null => {
    if (random.chance(0.45)) return null;
    const what = random.weighted<() => Trouble['what']>([
      [7, () => 'kill'],
      [1, () => 'abort'],
      [6, meanwhile],
    ])();
    if (what === 'kill') {
      const at = random.pick(['statement', 'commit', 'committed', 'answer'] as const);
      return { at, after: random.below(at === 'statement' ? 90 : at === 'answer' ? 4 : 16), what };
    }
    if (random.chance(0.15)) return { at: 'answer', after: random.below(4), what: { do: 'stall' } };
    const at = random.pick(['committed', 'answer'] as const);
    return { at, after: random.below(at === 'answer' ? 4 : 16), what };
  };

  const step = (): Step =>
    random.weighted<() => Step>([
      [30, people],
      [2, () => ({ do: 'create', side: 'both', user: user(), module: module() })],
      [9, administration],
      [30, () => tick(trouble())],
      [5, () => ({ do: 'dispatch', trouble: random.chance(0.2) ? trouble() : null })],
      [4, () => ({ do: 'wake', times: random.pick([0, 1, 1, 2] as const) })],
      [
        9,
        () => ({
          do: 'fault',
          kind: random.pick([...FAULT_KINDS, 'lost answer']),
          method: random.pick(['GET', 'POST', 'PATCH', 'DELETE', null]),
          requests: 1 + random.below(3),
        }),
      ],
      [8, () => ({ do: 'notice', pick: pick(), times: random.pick([0, 1, 1, 2] as const) })],
      [1, () => ({ do: 'lifecycle', user: user(), event: random.pick(LIFECYCLE) })],
      [1, () => ({ do: 'revoke sessions', user: user() })],
      [1, () => ({ do: 'revoke consent', user: user(), module: module() })],
      [2, () => ({ do: 'expire deltas', user: user() })],
      [6, () => ({ do: 'clock', ms: random.pick([-30_000, 10_000, 70_000, 100_000, 1_000_000, 4_000_000]) })],
      [1.5, () => ({ do: 'rest' })],
    ])();
  /* Something is there to begin with. */
  return Array.from({ length: count }, (_, index) => (index < 3 ? create() : step()));
}
