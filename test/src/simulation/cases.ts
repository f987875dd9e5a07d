import type { Step } from './step.ts';

/** A run that once broke a promise, with the steps it takes. */
export interface Case {
  readonly name: string;
  readonly seed: number;
  readonly steps: readonly Step[];
}

const tick: Step = { do: 'tick', pick: 0, spurious: false, trouble: null };

export const CASES: readonly Case[] = [
  {
    name: 'an item that a write wrongly does not find is not created a second time',
    seed: 61,
    steps: [
      { do: 'create', side: 'microsoft', user: 0, module: 'contacts' },
      tick,
      { do: 'edit', side: 'crm', pick: 0, field: 1, clear: false },
      { do: 'fault', kind: '404 of a write', method: 'PATCH', requests: 3 },
      tick,
    ],
  },
  {
    name: 'an item that a deletion wrongly does not find is not left behind',
    seed: 27,
    steps: [
      { do: 'create', side: 'crm', user: 0, module: 'contacts' },
      tick,
      { do: 'delete', side: 'crm', pick: 0 },
      { do: 'fault', kind: '404 of a write', method: 'DELETE', requests: 3 },
      tick,
    ],
  },
  {
    name: 'a permission to edit that is taken away amid a run holds for what the run has planned',
    seed: 17,
    steps: [
      { do: 'create', side: 'microsoft', user: 0, module: 'tasks' },
      tick,
      { do: 'edit', side: 'microsoft', pick: 0, field: 1, clear: false },
      {
        ...tick,
        trouble: {
          at: 'answer',
          after: 0,
          what: { do: 'permit', profile: 0, permission: 'Crm_Implied_Edit_Tasks', on: false },
        },
      },
    ],
  },
];
