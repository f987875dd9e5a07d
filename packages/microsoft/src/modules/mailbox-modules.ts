import type { SyncModule } from '@syncgrant/core';
import { contacts } from './contacts.ts';
import { meetings } from './meetings.ts';
import type { MailboxModule } from './module.ts';
import { tasks } from './tasks.ts';

export const MAILBOX_MODULES: Readonly<Record<SyncModule, MailboxModule>> = { meetings, contacts, tasks };
