import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Canonical } from './canonical.ts';
import type { GraphItem } from './graph-shapes.ts';
import { addDays } from './instants.ts';
import type { Bases, SeenItem } from './link.ts';
import { stringOrNull } from './mapping/crm-values.ts';
import { ITEM_MAPPING, RECORD_MAPPING } from './mapping/index.ts';
import { settled } from './merge.ts';
import { plan } from './plan.ts';
import { repeatAlike } from './series.ts';
import { CANONICAL } from './testing-arbitraries.ts';
import { inputOf, linkOf, recordOf } from './testing-items.ts';

const { fromRecord, toRecord } = RECORD_MAPPING.meetings;
const { fromItem, toItem } = ITEM_MAPPING.meetings;
const ZONE = { timeZone: 'Europe/Berlin' };
const ROUNDS = 3;

/** As Exchange does, though by a simpler rule: a series begins on the next date that its pattern has, here one divisible by three. */
function onPattern(event: GraphItem): GraphItem {
  const { recurrence, start, end } = event;
  const date = start?.dateTime?.slice(0, 10);
  if (!recurrence?.range || date === undefined) return event;
  const days = (3 - (Number(date.slice(8)) % 3)) % 3;
  const later = (time: typeof start) => {
    const text = time?.dateTime ?? '';
    return { ...time, dateTime: `${addDays(text.slice(0, 10), days)}${text.slice(10)}` };
  };
  const range = { ...recurrence.range, startDate: addDays(date, days) };
  return { ...event, start: later(start), end: later(end), recurrence: { ...recurrence, range } };
}

/** A CRM record and a mailbox that words rules in its own way and decides where they begin. */
class Meeting {
  fields: Readonly<Record<string, unknown>>;
  event: GraphItem | null = null;
  bases: Bases | null = null;
  writes = 0;

  constructor(values: Canonical) {
    this.fields = toRecord(inCrmWords(values), null);
  }

  edit(values: Canonical): void {
    this.fields = { ...this.fields, ...toRecord(inCrmWords(values), fromRecord(this.fields)) };
  }

  seen(): SeenItem | null {
    return this.event === null ? null : fromItem(this.event, ZONE);
  }

  /** One plan, carried out; whether it held anything to do. */
  round(): boolean {
    const item = this.seen();
    const link = linkOf({
      ...(item !== null && { item }),
      record: recordOf(fromRecord(this.fields)),
      bases: this.bases,
    });
    const [operation] = plan(inputOf('meetings', [link])).operations;
    if (operation === undefined) return false;
    if (operation.kind === 'agree') this.bases = operation.agreed;
    else if (operation.kind === 'create_item' || operation.kind === 'update') {
      const changes = operation.kind === 'create_item' ? operation.values : operation.itemChanges;
      let bases = operation.agreed;
      if (operation.kind === 'update') {
        this.fields = { ...this.fields, ...toRecord(operation.recordChanges, fromRecord(this.fields)) };
        bases = settled(bases, 'crm', operation.recordChanges, fromRecord(this.fields));
      }
      if (Object.keys(changes).length > 0) {
        const body = toItem(changes, item?.values ?? null, { ...ZONE, traits: item?.traits ?? null });
        this.event = onPattern({ ...this.event, ...JSON.parse(JSON.stringify(body)) });
        this.writes += 1;
        bases = settled(bases, 'microsoft', changes, this.seen()?.values ?? {});
      }
      this.bases = bases;
    } else throw new Error(`${operation.kind} was not expected`);
    return true;
  }

  settle(): void {
    for (let round = 0; round < ROUNDS; round += 1) if (!this.round()) return;
    expect(this.round()).toBe(false);
  }

  expectAgreement(): void {
    const record = fromRecord(this.fields);
    const item = this.seen()?.values ?? {};
    expect([record['allDay'], record['start'], record['end']]).toEqual([
      item['allDay'],
      item['start'],
      item['end'],
    ]);
    expect(repeatAlike(record, item)).toBe(true);
  }
}

/** The same rule, said otherwise than Microsoft's reading says it. */
const inCrmWords = (values: Canonical): Canonical =>
  typeof values['recurrence'] === 'string'
    ? {
        ...values,
        recurrence: `${values['recurrence'].replace(/;INTERVAL=\d+/, '')}${interval(values['recurrence'])}`,
      }
    : values;

const interval = (rule: string): string => /;INTERVAL=\d+/.exec(rule)?.[0] ?? ';INTERVAL=1';

test('whatever becomes of a meeting in the CRM, one request carries it and both sides agree on when it happens', () => {
  fc.assert(
    fc.property(fc.array(CANONICAL.meetings, { minLength: 1, maxLength: 4 }), ([first = {}, ...edits]) => {
      const meeting = new Meeting(first);
      meeting.settle();
      meeting.expectAgreement();
      expect(meeting.writes).toBe(1);
      for (const edit of edits) {
        const before = meeting.writes;
        meeting.edit(edit);
        meeting.settle();
        meeting.expectAgreement();
        expect(meeting.writes - before).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('a rule that is said otherwise and means the same writes nothing at Microsoft', () => {
  fc.assert(
    fc.property(CANONICAL.meetings, (values) => {
      const meeting = new Meeting(values);
      meeting.settle();
      const held = fromRecord(meeting.fields);
      const rule = stringOrNull(held['recurrence']);
      const recurrence = rule?.split(';').toReversed().join(';') ?? null;
      meeting.fields = { ...meeting.fields, ...toRecord({ recurrence }, held) };
      meeting.settle();
      expect(meeting.writes).toBe(1);
      meeting.expectAgreement();
    }),
  );
});
