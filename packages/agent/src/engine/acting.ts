import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import type { Mailbox } from './mailbox.ts';
import type { ModuleRun } from './module-run.ts';
import type { PlannedSetup } from './plan-setup.ts';

/** What every step at Microsoft for one module needs. */
export interface Working {
  readonly deps: EngineDeps;
  readonly gate: Gate;
  readonly mailbox: Mailbox;
  readonly run: ModuleRun;
}

/** What every step of carrying out a plan at Microsoft needs. */
export interface Acting extends Working {
  readonly planned: PlannedSetup;
}
