import {
  getMicrosoftCards,
  getRecord,
  getSetup,
  listConflicts,
  listOutcomes,
  listPossibleMatches,
  listRecordNotes,
  listRecords,
  searchRecords,
  listTimeline,
  listWaitingItems,
  type LiveEvent,
} from '@syncgrant/contracts';

const OF_A_SETUP = [
  getSetup.id,
  listTimeline.id,
  listOutcomes.id,
  listWaitingItems.id,
  listPossibleMatches.id,
  listConflicts.id,
];
const OF_RECORDS = [listRecords.id, searchRecords.id, getRecord.id];

/** Whether a query's answer may have changed by what the event tells. */
export function isAffected(event: LiveEvent, queryKey: readonly unknown[]): boolean {
  const [id, params] = queryKey;
  switch (event.type) {
    case 'setup_changed':
      return (
        id === getMicrosoftCards.id || (OF_A_SETUP.includes(String(id)) && moduleIn(params) === event.module)
      );
    case 'records_changed':
      return (
        (OF_RECORDS.includes(String(id)) && moduleIn(params) === event.module) ||
        (event.module === 'Notes' && id === listRecordNotes.id)
      );
    case 'grants_changed':
      // Grants show everywhere: what may be seen, done and switched, and why not.
      return true;
  }
}

function moduleIn(params: unknown): unknown {
  return typeof params === 'object' && params !== null && 'module' in params ? params.module : undefined;
}
