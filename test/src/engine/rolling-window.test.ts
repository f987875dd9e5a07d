import { describe, expect, it } from 'vitest';
import { readSetup, type RecordRow } from '@syncgrant/store';
import { SYNC_MODULES } from '@syncgrant/core';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { expireDeltaTokens, READINGS, steer } from '../support/readings.ts';
import { useCompany } from '../support/use-company.ts';

const DAY_MS = 86_400_000;

let company: Company;

/** Whole minutes, as both sides keep them. */
const iso = (days: number): string => {
  const time = company.clock.now().getTime() + days * DAY_MS;
  return new Date(Math.floor(time / 60_000) * 60_000).toISOString();
};
const times = (days: number) => ({
  start: { dateTime: iso(days).slice(0, 16), timeZone: 'UTC' },
  end: { dateTime: iso(days + 1 / 24).slice(0, 16), timeZone: 'UTC' },
});
const meet = async (subject: string, days: number): Promise<string> =>
  (await company.graph('POST', '/me/events', { subject, ...times(days) })).id;
const note = (title: string, days: number, more: object = {}): Promise<RecordRow> =>
  company.addRecord('meetings', {
    Event_Title: title,
    Start_DateTime: iso(days),
    End_DateTime: iso(days + 1 / 24),
    ...more,
  });
const weekly = (days: number, until?: number) => ({
  ...times(days),
  recurrence: {
    pattern: {
      type: 'weekly',
      interval: 1,
      daysOfWeek: [
        new Date(iso(days)).toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' }).toLowerCase(),
      ],
      firstDayOfWeek: 'monday',
    },
    range: {
      startDate: iso(days).slice(0, 10),
      ...(until === undefined ? { type: 'noEnd' } : { type: 'endDate', endDate: iso(until).slice(0, 10) }),
    },
  },
});

const items = async (): Promise<GraphAnswer[]> => (await company.graph('GET', '/me/events?$top=200')).value;
const item = async (subject: string): Promise<GraphAnswer> => {
  const [found, ...twins] = (await items()).filter((event) => event.subject === subject);
  expect([subject, twins]).toEqual([subject, []]);
  return found;
};
const record = async (title: string): Promise<RecordRow | undefined> => {
  const [found, ...twins] = (await company.records('meetings')).filter(
    ({ fields }) => fields['Event_Title'] === title,
  );
  expect([title, twins]).toEqual([title, []]);
  return found;
};
const sides = async () => ({
  items: (await items()).map(({ subject }) => String(subject)).toSorted(),
  records: (await company.records('meetings')).map(({ fields }) => String(fields['Event_Title'])).toSorted(),
});
const both = (...names: string[]) => ({ items: names.toSorted(), records: names.toSorted() });

/** Time passes in steps of ten days at most, each with its runs. */
async function pass(days: number): Promise<void> {
  for (let left = days; left > 0; left -= 10) {
    company.clock.advance(Math.min(left, 10) * DAY_MS);
    await company.settle();
  }
}
/** Runs until every wait is over. */
async function rest(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await company.settle();
    company.clock.advance(20 * 60_000);
  }
  await company.settle();
}
const change = async (title: string, fields: object) =>
  company.changeRecord('meetings', (await record(title))?.id ?? '', { ...fields });
const patch = async (subject: string, body: object) =>
  company.graph('PATCH', `/me/events/${(await item(subject)).id}`, body);
/** Single items that were read by their ids since the log had so many entries. */
const readAlone = (from: number): string[] =>
  company
    .asked(from)
    .filter(
      ({ method, path }) => method === 'GET' && /\/events\/[^/?]+\?/.test(path) && !path.includes('/delta'),
    )
    .map(({ path }) => path);
const problem = async () => (await readSetup(company.tenant, company.userId, 'meetings'))?.problem ?? null;
const grant = (on: boolean) => company.setPermission(SYNC_MODULES.meetings.permission, on);

describe.each(EITHER_DATABASE)('meetings over many months on $name', (kind) => {
  describe.each(READINGS)('read by $name', ({ behaviour }) => {
    useCompany(kind, async (opened) => {
      company = opened;
      await steer(company, behaviour);
    });

    it('lose, double and mail nothing in fourteen months with changes on both sides', async () => {
      await meet('Old at Microsoft', -60);
      await meet('Held', -10);
      await meet('Planned', 5);
      await company.graph('POST', '/me/events', { subject: 'Weekly', ...weekly(-60) });
      await company.graph('POST', '/me/events', { subject: 'Ends', ...weekly(-60, 40) });
      await note('Old in the CRM', -60);
      await note('Noted', 3);
      await note('Ages ahead', 500);
      await company.enable('meetings');
      const isOffered = behaviour.eventsDeltaRefusal === undefined;
      expect(company.asked(0).findLast(({ path }) => path.includes('/delta?'))?.path).toContain(
        isOffered ? '/events/delta' : '/calendarView/delta',
      );
      const later: string[] = [];
      const held = ['Held', 'Planned', 'Weekly', 'Ends', 'Noted', 'Ages ahead'];
      for (let month = 1; month <= 14; month += 1) {
        await pass(30);
        await meet(`There ${month}`, 5);
        await note(`Here ${month}`, 6);
        later.push(`There ${month}`, `Here ${month}`);
        if (month === 8) {
          await patch('Held', { location: { displayName: 'Room 1' } });
          await change('Planned', { Venue: 'Room 2' });
        }
        if (month === 9) await patch('There 1', times(20));
        if (month === 10) {
          await patch('There 1', times(-280));
          await company.graph('DELETE', `/me/events/${(await item('There 2')).id}`);
          await company.removeRecord('meetings', (await record('Here 2'))?.id ?? '');
        }
        if (month === 11) await expireDeltaTokens(company);
        if (month === 12) await change('Noted', { Start_DateTime: iso(7), End_DateTime: iso(7.1) });
        if (month === 13) await change('Noted', { Start_DateTime: iso(-390), End_DateTime: iso(-389.9) });
        await rest();
        expect(await problem()).toBeNull();
      }
      const expected = [...held, ...later.filter((name) => !name.endsWith(' 2'))];
      expect(await sides()).toEqual({
        items: [...expected, 'Old at Microsoft'].toSorted(),
        records: [...expected, 'Old in the CRM'].toSorted(),
      });
      expect((await record('Held'))?.fields['Venue']).toBe('Room 1');
      expect((await item('Planned')).location.displayName).toBe('Room 2');
      for (const name of ['There 1', 'Noted']) {
        const [there, here] = [
          (await item(name)).start.dateTime,
          (await record(name))?.fields['Start_DateTime'],
        ];
        expect([name, Date.parse(`${there}Z`)]).toEqual([name, Date.parse(String(here))]);
      }
      expect(company.emulator.mailLog).toEqual([]);

      const before = company.emulator.log.length;
      await company.settle();
      const writes = company.asked(before).filter(({ method }) => method !== 'GET');
      expect(writes.filter(({ path }) => path.includes('/events'))).toEqual([]);
    }, 120_000);

    it('are neither deleted nor asked for one by one when everything is read anew a year later', async () => {
      const names = Array.from({ length: 40 }, (_, index) => `Meeting ${index}`);
      for (const [index, name] of names.entries()) await meet(name, index / 10);
      await company.enable('meetings');
      await pass(400);
      await meet('Recent', -3);
      await company.settle();
      const asked = company.emulator.log.length;
      await expireDeltaTokens(company);
      await rest();
      expect(readAlone(asked)).toEqual([]);
      expect(await problem()).toBeNull();
      expect(await sides()).toEqual(both(...names, 'Recent'));
    }, 120_000);

    it.each([true, false])(
      'that were held during a pause of fourteen months arrive after it; token dead: %s',
      async (dead) => {
        await meet('Before', 2);
        await company.enable('meetings');
        await grant(false);
        const held: string[] = [];
        for (let month = 1; month <= 14; month += 1) {
          company.clock.advance(30 * DAY_MS);
          await company.tick();
          if (![1, 5, 13].includes(month)) continue;
          await meet(`Month ${month}`, 3);
          await note(`Noted ${month}`, 4);
          held.push(`Month ${month}`, `Noted ${month}`);
        }
        if (dead) await expireDeltaTokens(company);
        await grant(true);
        await rest();
        expect(await problem()).toBeNull();
        expect(await sides()).toEqual(both('Before', ...held));
      },
      120_000,
    );

    it('are sent out by when they were held: long past ones stay, and go once they are moved to a coming day', async () => {
      await note('Last year', -200);
      await note('Last week', -7);
      await note('Over', -200, { Recurring_Activity: { RRULE: 'FREQ=WEEKLY;COUNT=3' } });
      await company.enable('meetings');
      expect((await sides()).items).toEqual(['Last week']);
      await note('Written down late', -20);
      await change('Last year', { Start_DateTime: iso(3), End_DateTime: iso(3.1) });
      await rest();
      expect((await sides()).items).toEqual(['Last week', 'Last year', 'Written down late']);
      expect(await company.records('meetings')).toHaveLength(4);
    });

    it('of another mailbox delete nothing, and long past ones alone are no other mailbox', async () => {
      for (let index = 0; index < 8; index += 1) await meet(`Meeting ${index}`, index / 10);
      await company.enable('meetings');
      await pass(200);
      await expireDeltaTokens(company);
      await rest();
      expect(await problem()).toBeNull();
      for (const { id } of await items()) await company.graph('DELETE', `/me/events/${id}`);
      await expireDeltaTokens(company);
      await rest();
      expect(await problem()).toMatchObject({ class: 'defect' });
      expect(await company.records('meetings')).toHaveLength(8);
    });
  });

  describe('read in another way', () => {
    useCompany(kind, (opened) => {
      company = opened;
    });

    it.each([400, 404, 501] as const)(
      'from one day on, for %i, and later as before, are neither doubled nor deleted',
      async (status) => {
        await meet('Held', -10);
        await meet('Planned', 5);
        await company.graph('POST', '/me/events', { subject: 'Weekly', ...weekly(-60) });
        await note('Noted', 3);
        await note('Ages ahead', 500);
        await company.enable('meetings');
        await pass(60);

        await steer(company, { eventsDeltaRefusal: status });
        await patch('Held', { location: { displayName: 'Room 1' } });
        await meet('During', 2);
        // A refusal that lasts, not one of a moment.
        for (let round = 0; round < 6; round += 1) {
          await company.settle();
          company.clock.advance(DAY_MS);
        }
        await rest();
        expect(await problem()).toBeNull();
        const names = ['Held', 'Planned', 'Weekly', 'Noted', 'Ages ahead', 'During'];
        expect(await sides()).toEqual(both(...names));
        await company.graph('DELETE', `/me/events/${(await item('Planned')).id}`);
        await pass(60);

        await steer(company, { eventsDeltaRefusal: null });
        const asked = company.emulator.log.length;
        await meet('Afterwards', 2);
        await pass(60);
        await rest();
        expect(await sides()).toEqual(both(...names.filter((name) => name !== 'Planned'), 'Afterwards'));
        const deltas = company.asked(asked).filter(({ path }) => path.includes('/delta'));
        expect(deltas.at(-1)?.path).toContain('/events/delta');
        expect(company.emulator.mailLog).toEqual([]);
      },
      120_000,
    );

    it('that were deleted a year ago are found missing, when nothing else tells of it', async () => {
      for (let index = 0; index < 8; index += 1) await meet(`Meeting ${index}`, index / 10);
      await company.enable('meetings');
      await pass(400);
      await company.graph('DELETE', `/me/events/${(await item('Meeting 3')).id}`);
      await patch('Meeting 4', { subject: 'Renamed' });
      await expireDeltaTokens(company);
      const asked = company.emulator.log.length;
      await rest();
      expect(readAlone(asked)).toHaveLength(1);
      expect(await sides()).toEqual(
        both('Renamed', ...[0, 1, 2, 5, 6, 7].map((index) => `Meeting ${index}`)),
      );
    });

    it('wait, and say so, where Microsoft offers neither way', async () => {
      await meet('Planned', 5);
      await company.enable('meetings');
      company.emulator.addFaults([
        {
          match: { path: '/delta' },
          count: 1_000,
          action: { status: 400, body: { error: { code: 'BadRequest', message: 'no' } } },
        },
      ]);
      for (let round = 0; round < 6; round += 1) {
        await company.settle();
        company.clock.advance(DAY_MS);
      }
      expect(await problem()).toMatchObject({ class: 'microsoft_down' });
      expect(await sides()).toEqual(both('Planned'));
    });
  });
});
