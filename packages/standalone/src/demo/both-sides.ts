import { ITEM_MAPPING, RECORD_MAPPING, type RecordValues, type SyncModule } from '@syncgrant/core';
import type { DemoItem } from './demo.ts';

/** The CRM record that says the same as an item of a mailbox, by the mappings that the sync itself goes by. */
export function sameInCrm(module: SyncModule, body: DemoItem['body'], timeZone: string): RecordValues {
  const { values } = ITEM_MAPPING[module].fromItem(body, { timeZone });
  const fields = RECORD_MAPPING[module].toRecord(values, null);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
