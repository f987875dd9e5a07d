import type { SyncModule } from '@syncgrant/core';
import type { Person } from './office.ts';
import type { Side } from './step.ts';

/** Something that a person made, and what became of it. */
export interface Thing {
  readonly key: string;
  readonly number: number;
  /** Whose it is now. */
  person: Person;
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
  /** What people wrote, in order. */
  readonly written: Written[];
  /** Every value that was ever there. */
  readonly seen: { readonly crm: Set<string>; readonly microsoft: Set<string> };
  /** Changes of people in the CRM that guests may get mail of, and how many mails they got from the sync. */
  mailable: number;
  mailed: number;
}

export interface Copy {
  readonly id: string;
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
