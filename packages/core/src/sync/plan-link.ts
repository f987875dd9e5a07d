import type { SyncModule } from '../permission/index.ts';
import type { Canonical, CanonicalValue, FieldSpec, Side } from './canonical.ts';
import { changedSince } from './changed-since.ts';
import { elementsOf, isEmpty, sameValue } from './equality.ts';
import { emptyCanonical, fieldsOf } from './fields.ts';
import { flowOf, isHidden, isTold } from './flow.ts';
import type { Bases, ItemTraits, LinkView, OccurrenceOf, RecordView, SeenItem } from './link.ts';
import { flowContext, NOTHING, operation, outcome, type LinkContext, type LinkPlan } from './link-plan.ts';
import { itemSide, recordSide, type ItemSide, type RecordSide } from './link-sides.ts';
import { isLongPast } from './meeting-window.ts';
import { merge, winnerOf, type BarredChange } from './merge.ts';
import { movedOnBases } from './moved-on.ts';
import type { HoldReason, PlannedOutcome } from './operation.ts';
import { awaitedDates, cancellationsIn, firstBases, withExcludedDates, withoutDates } from './occurrences.ts';
import { isOccurrence, verdictOnOccurrence } from './plan-occurrence.ts';
import { mayAnswer, settledAnswer, withOwnAnswer, withoutOutdatedAnswer } from './own-answer.ts';
import { copyWasRemoved, declinedMeeting, isCancelled, organiserOfOthersRecord } from './plan-shared.ts';
import { completed, REQUIRED } from './required.ts';
import { fitting, withoutRoom } from './room.ts';
import { hasUntoldRule, ruleIsHidden } from './untold-rule.ts';

/**
 * What one link needs, apart from matching and the brake. A side that has an id but was not read (`seen` or
 * `record` is `null`) is unknown: nothing follows from not knowing, least of all a deletion.
 *
 * A deletion reaches the other side when the other side has not changed since both agreed. An edit beats a deletion:
 * what was edited here is created again where it was deleted, because the edit can be deleted again by whoever wants it
 * gone, while a deleted edit is lost.
 */
export function planLink(read: LinkView, context: LinkContext): LinkPlan {
  const link = withExcludedDates(read);
  if (link.intentOpen) return outcome(link, 'held', 'intent_open');
  const item = itemSide(link);
  const record = recordSide(link);
  // What becomes of an exception's record is its owner's; for others it is a meeting like any.
  const ofOther = link.shared?.ownedByOther === true && link.record !== null;
  if (isOccurrence(link, item.traits) && !ofOther) {
    const planned = planOccurrence(link, item, record, context);
    if (planned !== null) return planned;
  }
  if (item.state === 'unknown' || record.state === 'unknown') return NOTHING;
  if (item.state === 'present') {
    if (record.state === 'present') return planBoth(link, item.item, record.record, context);
    if (record.state === 'none')
      return link.mayBeAnnounced === true
        ? outcome(link, 'held', 'intent_open')
        : createRecord(link, item.item, context);
    return recordWasDeleted(link, item.item, context);
  }
  if (record.state !== 'present') return operation({ kind: 'forget', linkId: link.id });
  if (item.state === 'none') return createItem(link, record.record, context);
  return itemWasDeleted(link, item.traits, record.record, context);
}

/** `null` where an occurrence needs what any meeting would. */
function planOccurrence(
  link: LinkView,
  item: ItemSide,
  record: RecordSide,
  context: LinkContext,
): LinkPlan | null {
  const edited = (side: Side): boolean => {
    const values =
      side === 'crm' ? link.record?.values : item.state === 'present' ? item.item.values : undefined;
    return values !== undefined && changedSince(link, side, values, item.traits, context);
  };
  const verdict = verdictOnOccurrence(link, item.traits, item.state, edited);
  switch (verdict) {
    case 'as_any':
      return null;
    case 'wait':
      return NOTHING;
    case 'forget':
      return operation({ kind: 'forget', linkId: link.id });
    case 'find':
    case 'no_occurrence':
      return findOccurrence(link, verdict, context);
    case 'series_content':
      return outcome(link, 'skipped', verdict);
    case 'called_off':
      return outcome(link, 'held', verdict);
    case 'end':
      return record.state === 'present' ? itemWasDeleted(link, item.traits, record.record, context) : null;
  }
}

function findOccurrence(
  link: LinkView,
  verdict: 'find' | 'no_occurrence',
  { choices }: LinkContext,
): LinkPlan {
  const { id: linkId, recordId, series } = link;
  if (choices.direction === 'to_crm') return outcome(link, 'skipped', 'direction');
  if (verdict === 'no_occurrence') return outcome(link, 'held', verdict);
  if (recordId === null || series?.regular === undefined) return NOTHING;
  return operation({ kind: 'find_occurrence', linkId, recordId, occurrence: series.regular });
}

/** What a choice or a meeting's nature keeps back is as it should be; the rest waits for something to change. */
const outcomeKind = (reason: HoldReason): PlannedOutcome['kind'] =>
  reason === 'direction' || reason === 'attendee_copy' ? 'skipped' : 'held';

function barredOutcomes(link: LinkView, barred: readonly BarredChange[]): PlannedOutcome[] {
  const labels = new Map<HoldReason, Set<string>>();
  for (const { field, barrier } of barred) {
    if (isTold(barrier)) labels.set(barrier, (labels.get(barrier) ?? new Set()).add(field.label));
  }
  return [...labels].map(([reason, fields]) => ({
    linkId: link.id,
    kind: outcomeKind(reason),
    reason,
    detail: [...fields].join(', '),
  }));
}

const roomOutcomes = (link: LinkView, fields: readonly FieldSpec[]): PlannedOutcome[] =>
  fields.map(({ label }) => ({ linkId: link.id, kind: 'held', reason: 'no_room', detail: label }));

function planBoth(link: LinkView, item: SeenItem, record: RecordView, context: LinkContext): LinkPlan {
  const { module, choices } = context;
  const ofOther = organiserOfOthersRecord(link, item, record, context);
  if (ofOther !== null) return ofOther;
  if (link.bases === null && module === 'meetings') {
    // To find a meeting again must not mail anybody: the pair begins with what each side holds.
    const agreed = firstBases(record.values, item.values);
    return agreed.complete
      ? operation({ kind: 'agree', linkId: link.id, agreed: agreed.bases })
      : planBoth({ ...link, bases: agreed.bases }, item, record, context);
  }
  // A hidden rule leaves the times alone: they go on flowing to the CRM. What was not read of the item is not written.
  const fields = withOwnAnswer(fieldsOf(module, choices), item).filter(
    ({ name }) => name in item.values && (name !== 'recurrence' || !ruleIsHidden(context.grant)),
  );
  const flow = {
    ...flowContext(link, item.traits, context),
    mayAnswer: mayAnswer(link, item),
    untoldRule: hasUntoldRule(item, record, link.bases, context.grant),
  };
  const merged = merge({
    fields,
    flow: (spec) => flowOf(spec, flow),
    record: record.values,
    item: item.values,
    bases: movedOnBases(module, record.values, item, withoutOutdatedAnswer(link, item, record)),
    winner: winnerOf(choices.conflictPolicy, record.modifiedAt, item.lastModifiedAt),
  });
  const full = completed(
    module,
    merged.recordChanges,
    visible(fields, context, { ...record.values, ...merged.recordChanges }),
    item.traits,
  );
  const recordChanges = differing(fields, full.values, record.values);
  const standIns = full.standIns.map((name): [string, CanonicalValue] => [name, full.values[name] ?? null]);
  const { dates, itemChanges } = cancellationsIn(merged.itemChanges, item.values, link.awaited);
  const agreed = withoutDates(
    { ...merged.agreed, crm: { ...merged.agreed.crm, ...Object.fromEntries(standIns) } },
    [...dates, ...awaitedDates(link)],
  );
  const held = {
    crm: { ...record.values, ...recordChanges },
    microsoft: { ...item.values, ...itemChanges },
  };
  const outcomes = [
    ...roomOutcomes(
      link,
      withoutRoom(fields, (spec) => flowOf(spec, flow), held),
    ),
    ...barredOutcomes(link, merged.barred),
  ];
  if (full.missing.length > 0)
    return outcome(link, 'held', 'missing_required_field', labelsOf(fields, full.missing));
  const answered = settledAnswer(link, item, merged.barred);
  const finished = Object.keys(recordChanges).length === 0 && Object.keys(itemChanges).length === 0;
  // A series that moves undoes what is cancelled before.
  if (dates.length > 0 && !fields.some(({ name, timing }) => timing === true && name in itemChanges)) {
    const bases = finished || link.bases === null ? agreed : link.bases;
    const cancel = { kind: 'cancel_occurrences', linkId: link.id, itemId: link.itemId ?? '', dates } as const;
    return { operation: { ...cancel, traits: item.traits, agreed: bases }, outcomes };
  }
  if (finished) {
    const known = link.bases !== null && sameBases(fields, agreed, link.bases);
    if (known && answered.settledAnswer === undefined) return { operation: null, outcomes };
    return { operation: { kind: 'agree', linkId: link.id, agreed, ...answered }, outcomes };
  }
  return {
    operation: {
      kind: 'update',
      linkId: link.id,
      recordId: record.id,
      recordVersion: record.version,
      itemId: link.itemId ?? '',
      recordChanges,
      itemChanges,
      ...('attendees' in itemChanges && { attendeesBefore: elementsOf(item.values['attendees']) }),
      traits: item.traits,
      conflicts: merged.conflicts,
      ...(dates.length > 0 && { unfinished: true }),
      ...answered,
      agreed,
    },
    outcomes,
  };
}

function createRecord(link: LinkView, item: SeenItem, context: LinkContext): LinkPlan {
  const { module, grant, choices } = context;
  if (choices.direction === 'to_microsoft') return outcome(link, 'skipped', 'direction');
  if (link.sharable === true) return operation({ kind: 'share', linkId: link.id });
  if (!grant.createRecord) return outcome(link, 'held', 'no_create_permission');
  const flow = flowContext(link, item.traits, context, 'create');
  const fields = fieldsOf(module, choices);
  const flowing = fields.filter((spec) => flowOf(spec, flow).toCrm === null);
  const taken = pick(flowing, item.values);
  const carried = fitting(flowing, taken, 'crm');
  const { values, missing } = completed(module, carried, visible(fields, context, item.values), item.traits);
  const lacking = [...missing, ...unwritableRequired(module, values)];
  if (lacking.length > 0) {
    return outcome(link, 'held', 'missing_required_field', labelsOf(fields, lacking));
  }
  const full = withoutRoom(flowing, (spec) => flowOf(spec, flow), { crm: values, microsoft: taken });
  const left = fields.flatMap((field) => {
    const barrier = flowOf(field, flow).toCrm;
    return barrier === null || isEmpty(item.values[field.name]) ? [] : [{ field, barrier }];
  });
  return {
    operation: {
      kind: 'create_record',
      linkId: link.id,
      values: { ...emptyCanonical(module), ...values },
      ...occurrenceOf(link),
      agreed: { crm: values, microsoft: carried },
    },
    outcomes: [...roomOutcomes(link, full), ...barredOutcomes(link, left)],
  };
}

function occurrenceOf({ series }: LinkView): { occurrence?: OccurrenceOf } {
  if (!series || series.recordId === null || series.date === null) return {};
  return { occurrence: { seriesRecordId: series.recordId, date: series.date } };
}

/** Required fields that this user may not write at all. */
const unwritableRequired = (module: SyncModule, values: Canonical): string[] =>
  REQUIRED[module].map(({ field }) => field).filter((name) => !(name in values));

function createItem(link: LinkView, record: RecordView, context: LinkContext): LinkPlan {
  const { module, choices, calendarStart } = context;
  if (choices.direction === 'to_crm') return outcome(link, 'skipped', 'direction');
  if (link.shared?.heldByOthers === true) return outcome(link, 'skipped', 'in_other_mailbox');
  if (module === 'meetings' && calendarStart !== undefined && isLongPast(record.values, calendarStart))
    return outcome(link, 'skipped', 'long_past');
  const fields = fieldsOf(module, choices);
  // A single meeting in a series' place would be another meeting.
  if (hasUntoldRule(null, record, null, context.grant))
    return outcome(link, 'held', 'series_content', labelsOf(fields, ['recurrence']));
  const flow = flowContext(link, null, context);
  const flowing = fields.filter((spec) => flowOf(spec, flow).toMicrosoft === null);
  const values = pick(flowing, record.values);
  if (module === 'meetings') {
    const missing = ['start', 'end'].filter((name) => !values[name]);
    if (missing.length > 0) return outcome(link, 'held', 'missing_required_field', labelsOf(fields, missing));
  }
  const { dates } = cancellationsIn(values, null, link.awaited);
  return operation({
    kind: 'create_item',
    linkId: link.id,
    recordId: record.id,
    values: { ...emptyCanonical(module), ...values },
    ...(dates.length > 0 && { unfinished: true }),
    agreed: withoutDates({ crm: values, microsoft: values }, [...dates, ...(link.awaited ?? [])]),
  });
}

function itemWasDeleted(
  link: LinkView,
  traits: ItemTraits,
  record: RecordView,
  context: LinkContext,
): LinkPlan {
  const attendee = traits.role === 'attendee';
  const declined = declinedMeeting(link, traits, record);
  if (declined !== null) return declined;
  if (link.shared?.ownedByOther === true || (attendee && link.shared !== undefined && !isCancelled(link)))
    return copyWasRemoved(link, traits, record, context);
  // It was never this copy's: only the link goes.
  if (attendee && link.bases === null) return operation({ kind: 'forget', linkId: link.id });
  // What is written into an attendee's copy in the CRM could never have reached Microsoft.
  if (!attendee && changedSince(link, 'crm', record.values, traits, context)) {
    // Those who were told that it is off must not be invited again.
    if (traits.attendeeCount > 0) return outcome(link, 'held', 'called_off');
    return createItem(link, record, context);
  }
  if (context.choices.direction === 'to_microsoft') return outcome(link, 'skipped', 'direction');
  if (!context.grant.deleteRecord) return outcome(link, 'held', 'no_delete_permission');
  return operation({
    kind: 'delete_record',
    linkId: link.id,
    recordId: record.id,
    recordVersion: record.version,
  });
}

function recordWasDeleted(link: LinkView, item: SeenItem, context: LinkContext): LinkPlan {
  // Whose record it was called the meeting off for all, or not: this mailbox will be told.
  if (link.shared?.ownedByOther === true) return outcome(link, 'skipped', 'others_record');
  if (changedSince(link, 'microsoft', item.values, item.traits, context))
    return createRecord(link, item, context);
  if (context.choices.direction === 'to_crm') return outcome(link, 'skipped', 'direction');
  return operation({ kind: 'delete_item', linkId: link.id, itemId: link.itemId ?? '', traits: item.traits });
}

const pick = (fields: readonly FieldSpec[], values: Canonical): Canonical =>
  Object.fromEntries(fields.map((spec): [string, CanonicalValue] => [spec.name, values[spec.name] ?? null]));

/** What stands in for a value shows nothing that is hidden. */
const visible = (fields: readonly FieldSpec[], { grant }: LinkContext, values: Canonical): Canonical =>
  pick(
    fields.filter((spec) => !isHidden(spec, grant)),
    values,
  );

const differing = (fields: readonly FieldSpec[], changes: Canonical, current: Canonical): Canonical =>
  pick(
    fields.filter((spec) => spec.name in changes && !sameValue(spec, changes[spec.name], current[spec.name])),
    changes,
  );

const labelsOf = (fields: readonly FieldSpec[], names: readonly string[]): string =>
  names.map((name) => fields.find((spec) => spec.name === name)?.label ?? name).join(', ');

const sameBases = (fields: readonly FieldSpec[], left: Bases, right: Bases): boolean =>
  fields.every(
    (spec) =>
      sameValue(spec, left.crm[spec.name], right.crm[spec.name]) &&
      sameValue(spec, left.microsoft[spec.name], right.microsoft[spec.name]),
  );
