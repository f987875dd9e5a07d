import { describe, expect, it } from 'vitest';
import type { Behaviour } from '@syncgrant/emulator';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { MEETINGS_FORM, MODULE_FORMS, steer } from '../support/module-forms.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const PLACES = {
  meetings: { path: '/me/calendars', items: 'events', named: 'name' },
  contacts: { path: '/me/contactFolders', items: 'contacts', named: 'displayName' },
};
const WAYS: readonly Partial<Behaviour>[] = [
  { movedItemId: 'same' },
  { movedItemId: 'new' },
  { movedItemId: 'new', batchIgnoresIdType: true },
];

describe.each(EITHER_DATABASE)('items that are moved between containers on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  describe.each(MODULE_FORMS.filter(({ module }) => module !== 'tasks'))('of $module', (form) => {
    const { module, item, record, nameOfItem, nameField } = form;
    const { path, items, named } = PLACES[module === 'meetings' ? 'meetings' : 'contacts'];
    const create = async (name: string): Promise<string> =>
      (await company.graph('POST', path, { [named]: name })).id;
    const itemsIn = async (container: string): Promise<GraphAnswer[]> =>
      (await company.graph('GET', `${path}/${container}/${items}?$top=100`)).value;
    const namesIn = async (container: string) =>
      (await itemsIn(container)).map((one) => String(nameOfItem(one))).toSorted();
    const add = (container: string, body: object) =>
      company.graph('POST', `${path}/${container}/${items}`, body);
    const move = async (name: string, from: string, to: string): Promise<void> => {
      const { id } = (await itemsIn(from)).find((one) => nameOfItem(one) === name);
      await steer(company, 'move', { mailbox: 'ada@example.test', id, container: to });
    };
    const records = async () =>
      (await company.records(module)).map(({ fields }) => String(fields[nameField])).toSorted();
    const begun = async (way: Partial<Behaviour>) => {
      await steer(company, 'behaviour', way);
      const here = await create('Here');
      const there = await create('There');
      for (const name of ['A', 'B']) await add(here, item(name));
      await company.addRecord(module, record('C'));
      await company.enable(module, { containerId: here });
      expect(await namesIn(here)).toEqual(['A', 'B', 'C']);
      return { here, there };
    };

    it.each(WAYS)('are neither deleted nor doubled, and go on where they come back: %j', async (way) => {
      const { here, there } = await begun(way);
      const before = (await company.records(module)).map(({ id }) => id);
      for (const name of ['A', 'C']) await move(name, here, there);
      await company.settle();
      expect(await records()).toEqual(['A', 'B', 'C']);
      expect([await namesIn(here), await namesIn(there)]).toEqual([['B'], ['A', 'C']]);

      for (const name of ['A', 'C']) await move(name, there, here);
      await company.settle();
      const after = await company.records(module);
      expect(after.map(({ id }) => id)).toEqual(before);
      await company.changeRecord(module, before[0] ?? '', { [nameField]: 'D' });
      await company.settle();
      expect([await namesIn(here), await namesIn(there)]).toEqual([await records(), []]);
    });

    it.each(WAYS)('are left alone while the delta was not read for long: %j', async (way) => {
      const { here, there } = await begun(way);
      await move('A', here, there);
      const { id } = (await itemsIn(here)).find((one) => nameOfItem(one) === 'B');
      await company.graph('DELETE', `${path}/${here}/${items}/${id}`);
      await steer(company, 'expire-delta', { mailbox: 'ada@example.test' });
      for (let round = 0; round < 3; round += 1) {
        await company.settle();
        company.clock.advance(5 * 60_000);
      }
      expect(await records()).toEqual(['A', 'C']);
      expect([await namesIn(here), await namesIn(there)]).toEqual([['C'], ['A']]);
    });

    it('that are deleted while others of their content are elsewhere are told apart', async () => {
      const { here, there } = await begun({ movedItemId: 'new' });
      await add(there, item('N'));
      const { id } = (await itemsIn(here)).find((one) => nameOfItem(one) === 'A');
      await company.graph('DELETE', `${path}/${here}/${items}/${id}`);
      await company.settle();
      expect(await records()).toEqual(['B', 'C']);
      expect(await namesIn(there)).toEqual(['N']);
    });

    it('concludes nothing while the other containers cannot be read', async () => {
      const { here, there } = await begun({ movedItemId: 'new' });
      await move('A', here, there);
      const match = { method: 'GET', path: `${encodeURIComponent(there)}/${items}` };
      company.emulator.addFaults([{ match, action: { status: 503 } }]);
      await company.tick();
      expect(company.emulator.faults).toEqual([]);
      expect(await records()).toEqual(['A', 'B', 'C']);
    });
  });

  it('a series takes its changed occurrences along, and nobody is mailed', async () => {
    await steer(company, 'behaviour', { movedItemId: 'new' });
    const there = (await company.graph('POST', '/me/calendars', { name: 'There' })).id;
    const { start, end } = MEETINGS_FORM.item('S') as GraphAnswer;
    const day = start.dateTime.slice(0, 10);
    const { id } = await company.graph('POST', '/me/events', {
      subject: 'S',
      start,
      end,
      attendees: [{ emailAddress: { address: 'guest@elsewhere.test' }, type: 'required' }],
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: day, numberOfOccurrences: 3, recurrenceTimeZone: 'UTC' },
      },
    });
    const { value } = await company.graph(
      'GET',
      `/me/events/${id}/instances?startDateTime=${day}T00:00:00Z&endDateTime=2099-01-01T00:00:00Z`,
    );
    await company.graph('PATCH', `/me/events/${value[1].id}`, { subject: 'Moved' });
    await company.enable('meetings');
    expect(await company.records('meetings')).toHaveLength(2);
    const mails = company.emulator.mailLog.length;
    await steer(company, 'move', { mailbox: 'ada@example.test', id, container: there });
    await company.settle();
    expect((await company.records('meetings')).map(({ fields }) => fields['Event_Title'])).toEqual([
      'S',
      'Moved',
    ]);
    expect(company.emulator.mailLog).toHaveLength(mails);
  });
});
