import { createKysely, migrate, openDatabase, type Schema, WANTED_CHANNEL } from '@syncgrant/store';
import { z } from 'zod';
import type { Defect } from './defects.ts';
import { simulate, type RunResult, type Wanted } from './simulation.ts';
import type { Step } from './step.ts';
import { rememberRecords } from './witness.ts';

const wantedSchema = z.object({ organisationId: z.string(), accountId: z.string() });

/** Runs one simulation after the other on one embedded database. */
export interface Laboratory {
  run(seed: number, steps: readonly Step[], options?: LaboratoryOptions): Promise<RunResult>;
  close(): Promise<void>;
}

export interface LaboratoryOptions {
  readonly defect?: Defect;
  readonly watch?: (line: string) => void;
}

export async function openLaboratory(): Promise<Laboratory> {
  const database = await openDatabase({ memory: true, keepStatements: true });
  await migrate(createKysely<Schema>(database));
  await rememberRecords(database);
  /* All in memory, with tables so small that any plan will do. */
  for (const setting of ['synchronous_commit = off', 'plan_cache_mode = force_generic_plan', 'jit = off'])
    await database.pool.query(`set ${setting}`);
  const wakeUps: Wanted[] = [];
  await database.listen(WANTED_CHANNEL, (payload) => {
    wakeUps.push(wantedSchema.parse(JSON.parse(payload ?? 'null')));
  });
  return {
    run: (seed, steps, options = {}) => simulate({ database, wakeUps, seed, steps, ...options }),
    close: () => database.close(),
  };
}
