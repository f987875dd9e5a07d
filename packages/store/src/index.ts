export * from './attachments/attachments.ts';
export * from './photos/photo-links.ts';
export * from './photos/photos.ts';
export * from './customization/module-customizations.ts';
export * from './database/index.ts';
export * from './grants/change-grants.ts';
export * from './grants/decision-context.ts';
export * from './grants/grant-facts.ts';
export * from './grants/grant-lock.ts';
export * from './grants/setup-conditions.ts';
export * from './identity/index.ts';
export * from './imports/index.ts';
export * from './migrate.ts';
export * from './oauth/index.ts';
export * from './records/deal-forecast.ts';
export * from './records/feed.ts';
export * from './records/new-ids.ts';
export { RECORDS_CHANNEL, writeRecords, type RecordBatch } from './records/record-batch.ts';
export { takesPartIn, type Participant } from './records/participants.ts';
export type { RecordFilter } from './records/record-filter.ts';
export * from './records/record-query.ts';
export * from './records/record-references.ts';
export * from './records/records.ts';
export * from './records/reference-lock.ts';
export * from './records/transfer-records.ts';
export type * from './schema.ts';
export * from './sync/accounts.ts';
export * from './sync/copies.ts';
export * from './sync/cursors.ts';
export * from './sync/history.ts';
export * from './sync/lease.ts';
export * from './sync/detached-links.ts';
export * from './sync/links.ts';
export {
  isSeries,
  leaveFormerSeries,
  occurrenceLinks,
  recordsInPlaceOf,
  seriesZone,
  touchSeries,
  touchSeriesOfRecords,
} from './sync/occurrences.ts';
export * from './sync/match-decisions.ts';
export * from './sync/own-answers.ts';
export * from './sync/parted-links.ts';
export * from './sync/setups.ts';
export * from './sync/setup-run.ts';
export * from './sync/setup-steps.ts';
export * from './sync/shared-meetings.ts';
export * from './sync/subscriptions.ts';
export * from './sync/sync-health.ts';
export * from './sync/ticks.ts';
export * from './sync/tick-series.ts';
export type * from './sync/health-tables.ts';
export * from './sync/token-vault.ts';
export * from './sync/waiting-links.ts';
export * from './sync/wanted.ts';
export * from './tenant.ts';
