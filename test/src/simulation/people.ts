import { SYNC_MODULES, type SyncModule } from '@syncgrant/core';
import { createRecord, deleteRecord, updateRecord } from '@syncgrant/store';
import { z } from 'zod';
import { dayOf, FORMS, type FormField } from './forms.ts';
import type { Office } from './office.ts';
import type { Person } from './person.ts';
import { callOff, reshape } from './series-laws.ts';
import { nameOf } from './sighting.ts';
import type { Side, Step } from './step.ts';
import type { Copy, Thing } from './thing.ts';
import { addDays, crmTimes, endingBefore, graphTimes, recurrenceOf, repetition, RULES } from './timetable.ts';
import type { Witness } from './witness.ts';

/** What people write in the CRM and in Outlook; the witness is told at once. */
export class People {
  readonly #office: Office;
  readonly #witness: Witness;
  #values = 0;
  #things = 0;

  constructor(office: Office, witness: Witness) {
    this.#office = office;
    this.#witness = witness;
  }

  #value(): string {
    this.#values += 1;
    return `V${this.#values}`;
  }

  async create({ side, user, module, rule }: Extract<Step, { do: 'create' }>): Promise<void> {
    const chosen = rule === undefined ? undefined : RULES[rule];
    const date = dayOf(this.#things + 1);
    return this.#make(side, this.#office.person(user), module, {
      crm: chosen ? repetition(chosen.crm(date), []) : {},
      graph: chosen ? recurrenceOf(chosen, date) : {},
    });
  }

  /** `more`: what its record or item begins with besides. */
  async #make(
    side: Side | 'both',
    person: Person,
    module: SyncModule,
    more: { readonly crm: object; readonly graph: object },
  ): Promise<void> {
    this.#things += 1;
    const thing = this.#witness.expect(this.#things, person, module, side === 'both');
    const value = this.#value();
    const field = FORMS[module].fields[0]?.crm ?? '';
    const sides = side === 'both' ? (['crm', 'microsoft'] as const) : [side];
    for (const one of sides) thing.written.push({ side: one, field, value, unguarded: false });
    if (side !== 'microsoft') {
      const fields = { ...FORMS[module].newRecord(thing.number, value), ...more.crm };
      const record = { module: SYNC_MODULES[module].module, ownerId: person.id, fields };
      await this.#inCrm(() =>
        this.#office.inTenant((tenant) => createRecord(tenant, this.#writer(person), record)),
      );
    }
    if (side !== 'crm') {
      const path = FORMS[module].createPath(person.containers[module]);
      const item = { ...FORMS[module].newItem(thing.number, value), ...more.graph };
      await this.#inOutlook(person, module, 'POST', path, item);
    }
  }

  /** A thing that is there on that side, newest ones more often. */
  #pick(
    side: Side,
    pick: number,
    fits: (thing: Thing, copy: Copy) => boolean = () => true,
  ): Thing | undefined {
    const there = [...this.#witness.things.values()]
      .filter((thing) => thing.at[side] !== null && fits(thing, thing.at[side]))
      .slice(-8);
    return there[pick % Math.max(there.length, 1)];
  }

  async edit({ side, pick, field, clear }: Extract<Step, { do: 'edit' }>, amidRun: boolean): Promise<void> {
    const thing = this.#pick(side, pick);
    const copy = thing?.at[side];
    if (thing === undefined || copy == null) return;
    const { module } = thing;
    const { fields } = FORMS[module];
    const form = fields[field % fields.length];
    if (form === undefined || (thing.twin && !editableTwin(thing, form))) return;
    const value = clear && form.named !== true ? '' : this.#value();
    const text = form.named === true ? `${thing.key} ${value}` : value;
    const unguarded = amidRun && side === 'microsoft' && module !== 'meetings';
    thing.written.push({ side, field: form.crm, value, unguarded });
    if (side === 'crm') await this.#writeRecord(thing, copy, { [form.crm]: text === '' ? null : text });
    else await this.#writeItem(thing, copy, form.body(text));
  }

  async schedule({ side, pick, hour, days, rule }: Extract<Step, { do: 'schedule' }>): Promise<void> {
    const thing = this.#pick(side, pick, ({ module }) => module === 'meetings');
    const copy = thing?.at[side];
    if (thing === undefined || copy?.times == null || (thing.twin && !thing.settled)) return;
    const today = copy.times.start.slice(0, 10);
    const chosen = thing.of !== null || rule === 'kept' ? undefined : rule === null ? null : RULES[rule];
    const date = chosen == null ? today : addDays(today, days);
    if (thing.of === null) reshape(thing);
    if (side === 'crm') {
      const repeats = chosen && repetition(chosen.crm(date), []);
      const ends = chosen === null && { Recurring_Activity: null };
      await this.#writeRecord(thing, copy, { ...crmTimes(date, hour), ...repeats, ...ends });
    } else {
      const repeats = chosen && recurrenceOf(chosen, date);
      const ends = chosen === null && { recurrence: null };
      await this.#writeItem(thing, copy, { ...graphTimes(date, hour), ...repeats, ...ends });
    }
  }

  async changeOccurrence({ pick, at, field }: Extract<Step, { do: 'occurrence' }>): Promise<void> {
    const series = this.#pick('microsoft', pick, (_, copy) => regularDates(copy).length > 0);
    const copy = series?.at.microsoft;
    if (series === undefined || copy == null) return;
    const date = anyOf(regularDates(copy), at);
    const occurrence = { ...copy, id: copy.times?.regular[date] ?? '' };
    const { fields } = FORMS.meetings;
    const form = field === null ? undefined : fields[field % fields.length];
    if (form === undefined) {
      callOff(series, date);
      const path = FORMS.meetings.itemPath(series.person.containers.meetings, occurrence.id);
      return this.#inOutlook(series.person, 'meetings', 'DELETE', path);
    }
    const value = this.#value();
    await this.#writeItem(
      series,
      occurrence,
      form.body(form.named === true ? `${series.key} ${value}` : value),
    );
    const apart = this.#witness.things.get(nameOf({ series: series.key, date }));
    apart?.written.push({ side: 'microsoft', field: form.crm, value, unguarded: false });
  }

  async leaveOut({ pick, at, back }: Extract<Step, { do: 'leave out' }>): Promise<void> {
    const series = this.#pick('crm', pick, (_, copy) =>
      back ? (copy.times?.excluded.length ?? 0) > 0 : regularDates(copy).length > 1,
    );
    const copy = series?.at.crm;
    if (series === undefined || copy?.times?.rule == null) return;
    const { rule, excluded } = copy.times;
    const date = anyOf(back ? excluded : regularDates(copy), at);
    if (back) series.series.calledOff.sinceRest.delete(date);
    else callOff(series, date);
    const left = back ? excluded.filter((one) => one !== date) : [...excluded, date];
    await this.#writeRecord(series, copy, repetition(rule, left));
  }

  async split({ side, pick, at }: Extract<Step, { do: 'split' }>): Promise<void> {
    const series = this.#pick(side, pick, (_, copy) => regularDates(copy).length > 1);
    const copy = series?.at[side];
    if (series === undefined || copy?.times == null) return;
    const date = anyOf(regularDates(copy).slice(1), at);
    const hour = Number(copy.times.start.slice(11, 13));
    const { person } = series;
    reshape(series);
    if (side === 'crm') {
      const { rule, excluded } = copy.times;
      await this.#writeRecord(series, copy, repetition(endingBefore(rule ?? '', date), excluded));
      const more = { ...crmTimes(date, hour), ...repetition('FREQ=DAILY;COUNT=2', []) };
      return this.#make(side, person, 'meetings', { crm: more, graph: {} });
    }
    const path = FORMS.meetings.itemPath(person.containers.meetings, copy.id);
    const { recurrence } = masterSchema.parse(await this.#office.graph(person, 'GET', path));
    const { type: _, endDate: __, numberOfOccurrences: ___, ...range } = recurrence.range;
    const ending = { ...range, type: 'endDate', endDate: addDays(date, -1) };
    await this.#writeItem(series, copy, { recurrence: { ...recurrence, range: ending } });
    const [rule] = RULES;
    const more = { ...graphTimes(date, hour), ...(rule && recurrenceOf(rule, date)) };
    return this.#make(side, person, 'meetings', { crm: {}, graph: more });
  }

  async #writeRecord(
    { module, person }: Thing,
    { id }: Copy,
    fields: Record<string, unknown>,
  ): Promise<void> {
    const target = { module: SYNC_MODULES[module].module, id };
    await this.#inCrm(() =>
      this.#office.inTenant((tenant) => updateRecord(tenant, this.#writer(person), target, { fields })),
    );
  }

  async #writeItem({ module, person }: Thing, { id }: Copy, body: object): Promise<void> {
    const path = FORMS[module].itemPath(person.containers[module], id);
    await this.#inOutlook(person, module, 'PATCH', path, body);
  }

  async delete({ side, pick }: Extract<Step, { do: 'delete' }>): Promise<void> {
    const thing = this.#pick(side, pick);
    const copy = thing?.at[side];
    if (thing === undefined || copy == null) return;
    const { module, person } = thing;
    if (side === 'crm') {
      const target = { module: SYNC_MODULES[module].module, id: copy.id };
      await this.#inCrm(() =>
        this.#office.inTenant((tenant) => deleteRecord(tenant, this.#writer(person), target)),
      );
    } else {
      const path = FORMS[module].itemPath(person.containers[module], copy.id);
      await this.#inOutlook(person, module, 'DELETE', path);
    }
  }

  /** A record gets another owner. Meetings stay: theirs are one with the organiser's event. */
  async give({ pick }: Extract<Step, { do: 'give' }>): Promise<void> {
    const thing = this.#pick('crm', pick);
    if (thing?.at.crm == null || thing.module === 'meetings' || (thing.twin && !thing.settled)) return;
    const { persons } = this.#office;
    const next = this.#office.person(persons.indexOf(thing.person) + 1);
    const target = { module: SYNC_MODULES[thing.module].module, id: thing.at.crm.id };
    await this.#inCrm(async () => {
      const change = { fields: {}, ownerId: next.id };
      await this.#office.inTenant((tenant) =>
        updateRecord(tenant, this.#writer(thing.person), target, change),
      );
      this.#witness.hand(thing, next);
    });
  }

  #writer(person: Person) {
    return { userId: person.id, origin: 'user' as const, now: this.#office.time.now() };
  }

  async #inCrm(write: () => Promise<unknown>): Promise<void> {
    await write();
    await this.#witness.lookAtCrm('person');
  }

  async #inOutlook(person: Person, module: SyncModule, method: string, path: string, body?: unknown) {
    await this.#office.graph(person, method, path, body);
    await this.#witness.lookAtMailbox(person, module, 'person');
  }
}

const regularDates = (copy: Copy): string[] => Object.keys(copy.times?.regular ?? {}).toSorted();
const anyOf = (dates: readonly string[], at: number): string => dates[at % dates.length] ?? '';
const masterSchema = z.object({
  recurrence: z.object({ pattern: z.looseObject({}), range: z.looseObject({}) }),
});

/** What was made on both sides is known for one by its name; and of meetings a match leaves both as they are. */
const editableTwin = ({ module, settled }: Thing, { named }: FormField): boolean =>
  settled || (module !== 'meetings' && named !== true);
