import type { SyncModule } from '@syncgrant/core';
import type { MailboxModule } from './module.ts';

export declare const MAILBOX_MODULES: Readonly<Record<SyncModule, MailboxModule>>;
