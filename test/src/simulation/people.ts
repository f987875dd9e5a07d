import { SYNC_MODULES, type SyncModule } from '@syncgrant/core';
import { createRecord, deleteRecord, updateRecord } from '@syncgrant/store';
import { FORMS, type FormField } from './forms.ts';
import type { Office, Person } from './office.ts';
import type { Step } from './step.ts';
import type { Thing } from './thing.ts';
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

  async create({ side, user, module }: Extract<Step, { do: 'create' }>): Promise<void> {
    const person = this.#office.person(user);
    this.#things += 1;
    const thing = this.#witness.expect(this.#things, person, module, side === 'both');
    const value = this.#value();
    const field = FORMS[module].fields[0]?.crm ?? '';
    const sides = side === 'both' ? (['crm', 'microsoft'] as const) : [side];
    for (const one of sides) thing.written.push({ side: one, field, value, unguarded: false });
    if (side !== 'microsoft') {
      const fields = FORMS[module].newRecord(thing.number, value);
      const record = { module: SYNC_MODULES[module].module, ownerId: person.id, fields };
      await this.#inCrm(() =>
        this.#office.inTenant((tenant) => createRecord(tenant, this.#writer(person), record)),
      );
    }
    if (side !== 'crm') {
      const path = FORMS[module].createPath(person.containers[module]);
      await this.#inOutlook(person, module, 'POST', path, FORMS[module].newItem(thing.number, value));
    }
  }

  /** A thing that is there on that side, newest ones more often. */
  #pick(side: 'crm' | 'microsoft', pick: number): Thing | undefined {
    const there = [...this.#witness.things.values()].filter(({ at }) => at[side] !== null).slice(-8);
    return there[pick % Math.max(there.length, 1)];
  }

  async edit({ side, pick, field, clear }: Extract<Step, { do: 'edit' }>, amidRun: boolean): Promise<void> {
    const thing = this.#pick(side, pick);
    const copy = thing?.at[side];
    if (thing === undefined || copy == null) return;
    const { module, person } = thing;
    const { fields, itemPath } = FORMS[module];
    const form = fields[field % fields.length];
    if (form === undefined || (thing.twin && !editableTwin(thing, form))) return;
    const value = clear && form.named !== true ? '' : this.#value();
    const text = form.named === true ? `${thing.key} ${value}` : value;
    const unguarded = amidRun && side === 'microsoft' && module !== 'meetings';
    thing.written.push({ side, field: form.crm, value, unguarded });
    if (side === 'crm') {
      const target = { module: SYNC_MODULES[module].module, id: copy.id };
      const change = { fields: { [form.crm]: text === '' ? null : text } };
      await this.#inCrm(() =>
        this.#office.inTenant((tenant) => updateRecord(tenant, this.#writer(person), target, change)),
      );
    } else {
      const path = itemPath(person.containers[module], copy.id);
      await this.#inOutlook(person, module, 'PATCH', path, form.body(text));
    }
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

/** What was made on both sides is known for one by its name; and of meetings a match leaves both as they are. */
const editableTwin = ({ module, settled }: Thing, { named }: FormField): boolean =>
  settled || (module !== 'meetings' && named !== true);
