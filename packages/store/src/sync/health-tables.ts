import type { ColumnType } from 'kysely';
import type { ProblemClass, SyncModule } from '@syncgrant/core';
import type { OutcomeTable } from '../schema.ts';

type Instant = ColumnType<Date, Date, Date>;

/** One module's part of a run: what became of how many items, and what stood in the way. */
export interface TickModule {
  readonly module: SyncModule;
  readonly items: Readonly<Partial<Record<OutcomeTable['kind'], number>>>;
  readonly problem: ProblemClass | null;
}

/** A run that was settled. Kept for days; its sums are kept longer. */
export interface TickTable {
  /** Given when the run began, so that everything it wrote has a higher one. */
  id: string;
  organisation_id: string;
  account_id: string;
  begun_at: Instant;
  ended_at: Instant;
  kind: 'done' | 'paused' | 'failed';
  /** Its time was up before its work was done. */
  more: boolean;
  /** HTTP requests to Graph, and how many of them met throttling. */
  requests: number;
  throttled: number;
  /** From when the run was asked for until what was asked for was done. */
  waited_ms: number | null;
  modules: ColumnType<readonly TickModule[], string, string>;
}

/** What the runs of an account within one hour (UTC) came to. */
export interface TickHourTable {
  organisation_id: string;
  account_id: string;
  hour: Instant;
  ticks: number;
  /** Ticks in which something stood in the way. */
  troubled: number;
  requests: number;
  throttled: number;
  /** Items that were created, updated, deleted or merged. */
  written: number;
  /** Items that a side did not take. */
  failed: number;
  /** How many waits were measured, their sum and the longest. */
  waits: number;
  waited_ms: number;
  longest_wait_ms: number;
}

export interface SyncHealthTables {
  tick: TickTable;
  tick_hour: TickHourTable;
}
