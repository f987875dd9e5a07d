import type { GraphItem, RecordValues, SyncModule } from '@syncgrant/core';
import type { Known } from './content/meetings.ts';
import type { DemoPerson } from './content/people.ts';

/** One thing on the side or sides that know of it. */
export interface DemoItem {
  readonly module: SyncModule;
  readonly known: Known;
  /** What a Graph request to create it would hold. */
  readonly body: GraphItem & Readonly<Record<string, unknown>>;
  /** CRM fields. */
  readonly record: RecordValues;
  /** E-mail address of the contact it is about. */
  readonly about: string | null;
  readonly calendar?: string;
}

export interface DemoUser {
  readonly person: DemoPerson;
  readonly email: string;
  readonly items: readonly DemoItem[];
}

/** An organisation and the mailboxes of its people, as they are before anything was synced. */
export interface Demo {
  /** The first is the administrator. */
  readonly users: readonly DemoUser[];
}

export const inMailbox = ({ known }: DemoItem): boolean => known !== 'crm';
export const inCrm = ({ known }: DemoItem): boolean => known !== 'mailbox';
