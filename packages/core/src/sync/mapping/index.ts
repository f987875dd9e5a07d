import type { SyncModule } from '../../permission/index.ts';
import type { SyncChoices } from '../setup.ts';
import { contactRecordMapping } from './contacts-crm.ts';
import { contactItemMapping } from './contacts-graph.ts';
import { PROPOSED_PAIRS } from './contacts-mapping.ts';
import type { RecordMapping } from './crm-values.ts';
import type { ItemMapping } from './graph-values.ts';
import { meetingRecordMapping } from './meetings-crm.ts';
import { meetingItemMapping } from './meetings-graph.ts';
import { taskRecordMapping } from './tasks-crm.ts';
import { taskItemMapping } from './tasks-graph.ts';

/** Contacts as proposed; `recordMapping` follows what a setup chose. */
export const RECORD_MAPPING: Readonly<Record<SyncModule, RecordMapping>> = {
  meetings: meetingRecordMapping,
  contacts: contactRecordMapping(PROPOSED_PAIRS),
  tasks: taskRecordMapping,
};

export const ITEM_MAPPING: Readonly<Record<SyncModule, ItemMapping>> = {
  meetings: meetingItemMapping,
  contacts: contactItemMapping,
  tasks: taskItemMapping,
};

/** Between the module's CRM fields and its canonical form, under the choices of a setup. */
export const recordMapping = (
  module: SyncModule,
  { contactMapping }: Pick<SyncChoices, 'contactMapping'>,
): RecordMapping =>
  module === 'contacts' && contactMapping !== undefined
    ? contactRecordMapping(contactMapping.pairs)
    : RECORD_MAPPING[module];
