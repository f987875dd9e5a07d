import type { ConflictPolicy, SyncDirection, SyncModule } from '@syncgrant/core';
import type { MailboxUser } from './outlook.ts';

export const PERSONS = [
  {
    oid: '22222222-2222-4222-8222-222222222222',
    upn: 'ada@example.test',
    firstName: 'Ada',
    zone: 'Europe/Berlin',
  },
  { oid: '33333333-3333-4333-8333-333333333333', upn: 'bob@example.test', firstName: 'Bob', zone: 'UTC' },
] as const satisfies readonly MailboxUser[];

/** A user with a mailbox, and what the administrator decided about them. */
export interface Person {
  readonly id: string;
  readonly accountId: string;
  readonly oid: string;
  readonly upn: string;
  readonly containers: Readonly<Record<SyncModule, string>>;
  profile: number;
  active: boolean;
  readonly paused: Set<SyncModule>;
  readonly disabled: Set<SyncModule>;
  readonly policies: Map<SyncModule, ConflictPolicy>;
  readonly directions: Map<SyncModule, SyncDirection>;
}

/** What the administrator took away from a profile. */
export interface Restrictions {
  readonly id: string;
  readonly off: Set<string>;
  readonly fields: Map<
    string,
    {
      readonly module: 'Contacts' | 'Tasks' | 'Events';
      readonly field: string;
      readonly to: 'hidden' | 'read_only';
    }
  >;
}
