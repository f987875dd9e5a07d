import type { SyncModule } from '../../permission/index.ts';
import { contactRecordMapping } from './contacts-crm.ts';
import { contactItemMapping } from './contacts-graph.ts';
import type { RecordMapping } from './crm-values.ts';
import type { ItemMapping } from './graph-values.ts';
import { meetingRecordMapping } from './meetings-crm.ts';
import { meetingItemMapping } from './meetings-graph.ts';
import { taskRecordMapping } from './tasks-crm.ts';
import { taskItemMapping } from './tasks-graph.ts';

export const RECORD_MAPPING: Readonly<Record<SyncModule, RecordMapping>> = {
  meetings: meetingRecordMapping,
  contacts: contactRecordMapping,
  tasks: taskRecordMapping,
};

export const ITEM_MAPPING: Readonly<Record<SyncModule, ItemMapping>> = {
  meetings: meetingItemMapping,
  contacts: contactItemMapping,
  tasks: taskItemMapping,
};
