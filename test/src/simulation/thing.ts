import type { SyncModule } from '@syncgrant/core';
import type { Person } from './person.ts';
import type { Side } from './step.ts';
import type { Times } from './timetable.ts';

/** Something that a person made, and what became of it. */
export interface Thing {
  readonly key: string;
  readonly number: number;
  /** Whose it is now. */
  person: Person;
  /** Of an occurrence that stands by itself: in place of which date of which series. */
  readonly of: { readonly series: Thing; readonly date: string } | null;
  /** What lies in the mailboxes of former owners. */
  readonly left: Map<Person, Copy | null>;
  readonly module: SyncModule;
  /** Made on both sides at once. */
  readonly twin: boolean;
  /** Where it lives now, by side; ids change when it is created again. */
  readonly at: { crm: Copy | null; microsoft: Copy | null };
  /** A person deleted it there, and nothing has deleted or created it on the other side since. */
  readonly deleted: { crm: boolean; microsoft: boolean };
  everDeleted: boolean;
  /** Since the last rest: who touched it where, and whether both sides had it then. */
  readonly touched: { crm: boolean; microsoft: boolean };
  settled: boolean;
  readonly series: SeriesHistory;
  /** What people wrote, in order. */
  readonly written: Written[];
  /** Every value that was ever there. */
  readonly seen: { readonly crm: Set<string>; readonly microsoft: Set<string> };
  /** Changes of people in the CRM that guests may get mail of, and how many mails they got from the sync. */
  mailable: number;
  mailed: number;
}

/** What people did to a meeting's days. */
export interface SeriesHistory {
  /** Its times or rule were written, or it was deleted: Microsoft gives up what stood in place of single dates. */
  reshaped: { sinceRest: boolean; ever: boolean };
  /** Dates on which somebody called it off, on whichever side. */
  readonly calledOff: { readonly sinceRest: Set<string>; readonly ever: Set<string> };
}

export interface Copy {
  readonly id: string;
  /** Of a meeting. */
  readonly times: Times | null;
  /** By the CRM's field names. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Written {
  readonly side: Side;
  readonly field: string;
  readonly value: string;
  /**
   * Written between a run's reading and its writing, where Graph offers no condition, or into what a former owner kept: nobody
   * has to see it.
   */
  unguarded: boolean;
}
