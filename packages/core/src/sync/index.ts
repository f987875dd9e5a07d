export * from './canonical.ts';
export * from './link.ts';
export * from './operation.ts';
export * from './plan-types.ts';
export * from './setup.ts';
export * from './status.ts';
export * from './json.ts';
export { emptyCanonical, FIELDS, fieldsOf } from './fields.ts';
export { isEmpty, sameValue } from './equality.ts';
export type { Barrier, Flow, FlowContext } from './flow.ts';
export { flowOf } from './flow.ts';
export type { BarredChange, Merge, MergeInput } from './merge.ts';
export { isShifted, merge, settled, winnerOf } from './merge.ts';
export type { Matches, Pair } from './match.ts';
export { match } from './match.ts';
export {
  isDueToMove,
  nextWindow,
  restsOutside,
  startOfCalendar,
  type ReadingWindow,
} from './meeting-window.ts';
export { ambiguousGroups, type MatchGroup } from './match-groups.ts';
export { BRAKE_MEMORY_MS, BRAKE_MINIMUM, BRAKE_SHARE, MAIL_LIMIT, plan } from './plan.ts';
export { answerBy, answerElement, withAnswer, type Answer } from './answers.ts';
export type { OwnAnswer } from './own-answer.ts';
export { bodyWithText } from './joining-text.ts';
export { occurrenceDate, withAllDates, withDate } from './occurrences.ts';
export { seriesDates, splitRule, type DateWindow } from './series-dates.ts';
export { onDate, regularOccurrence, type SeriesPair } from './regular-occurrence.ts';
export { isUnchanged } from './unchanged.ts';
export { peopleMailed } from './people-mailed.ts';
export {
  photoWays,
  planPhoto,
  type PhotoBases,
  type PhotoStep,
  type PhotoView,
  type PhotoWays,
} from './photo.ts';
export { preview } from './preview.ts';
export { belongTogether, restored, type LostValue } from './restore.ts';
export { NOT_PROVIDED } from './required.ts';
export * from './graph-shapes.ts';
export { fromRrule, toRrule, type SeriesStart, type SeriesTimes } from './recurrence.ts';
export { graphZone, ianaZone } from './zones.ts';
export { ITEM_MAPPING, RECORD_MAPPING, recordMapping } from './mapping/index.ts';
export {
  CONTACT_FIELDS,
  joinedSince,
  mappingIssues,
  PROPOSED_MAPPING,
  PROPOSED_PAIRS,
  remapped,
  type ContactField,
  type ContactMapping,
  type ContactPairs,
  type MappingIssue,
  type MappingRule,
} from './mapping/contacts-mapping.ts';
export { CONTACT_PROPERTIES, type ContactKind, type ContactProperty } from './mapping/contacts-properties.ts';
export type { RecordFields, RecordMapping } from './mapping/crm-values.ts';
export type { ItemMapping, ReadContext, WriteContext } from './mapping/graph-values.ts';
export { toldToOthers } from './told-to-others.ts';
export { statusOfSetup, type SetupFacts, type SetupStatus, type StatusFacts } from './status-of-setup.ts';
export {
  FIRST_DELAY_MS,
  LONGEST_DELAY_MS,
  LONGEST_RETRY_AFTER_MS,
  POLL_MS,
  pollDelayMs,
  type PollIntervals,
  retryDelayMs,
  type Watch,
} from './backoff.ts';
export { FAILURE_HELP, OUTCOME_HELP, type Help } from './outcome-help.ts';
export { OUTCOME_TEXT } from './outcome-text.ts';
export { OUTCOME_TOLD } from './outcome-told.ts';
