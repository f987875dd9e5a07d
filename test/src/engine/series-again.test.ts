import { describe, expect, it } from 'vitest';
import type { RecordRow } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;
const [FIRST, SECOND, THIRD, FOURTH] = ['2040-03-05', '2040-03-12', '2040-03-19', '2040-03-26'] as const;
const BEN = 'ben@elsewhere.test';
const RRULE = 'FREQ=WEEKLY;BYDAY=MO;COUNT=4';

const events = async (): Promise<GraphAnswer[]> => (await company.graph('GET', '/me/events?$top=100')).value;
const master = async (): Promise<GraphAnswer> => {
  const [event, ...others] = (await events()).filter(({ type }) => type === 'seriesMaster');
  if (event === undefined || others.length > 0) throw new Error('not one series');
  return event;
};
const instances = async (): Promise<GraphAnswer[]> => {
  const range = 'startDateTime=2040-03-01T00:00:00Z&endDateTime=2040-05-01T00:00:00Z&$top=50';
  return (await company.graph('GET', `/me/events/${(await master()).id}/instances?${range}`)).value;
};
const on = async (date: string): Promise<GraphAnswer> =>
  (await instances()).find(({ originalStart }) => originalStart.startsWith(date));
const days = async (): Promise<string[]> =>
  (await instances()).map(({ originalStart }) => originalStart.slice(0, 10));
const series = async (): Promise<RecordRow> => {
  const record = (await company.records('meetings')).find(({ series_id: id }) => id === null);
  if (record === undefined) throw new Error('no series');
  return record;
};
const apart = async (): Promise<RecordRow[]> =>
  (await company.records('meetings')).filter(({ series_id: id }) => id !== null);
const held = async () =>
  (await company.tenant.select('link').select('held_reason').execute()).flatMap(
    (link) => link.held_reason ?? [],
  );

const settled = async () => {
  for (let run = 0; run < 4; run += 1) {
    company.clock.advance(6 * MINUTE_MS);
    await company.settle();
  }
};
const atRest = async () => {
  const before = [await company.records('meetings'), await events()];
  await settled();
  expect([await company.records('meetings'), await events()]).toEqual(before);
};

/** A series with a changed second meeting, agreed on by both sides, without its third. */
async function begin(more: Record<string, unknown> = {}): Promise<void> {
  await company.addRecord('meetings', {
    Event_Title: 'Planning',
    Start_DateTime: `${FIRST}T10:00:00+01:00`,
    End_DateTime: `${FIRST}T11:00:00+01:00`,
    Recurring_Activity: { RRULE },
    ...more,
  });
  await company.enable('meetings');
  await company.graph('DELETE', `/me/events/${(await on(THIRD)).id}`);
  await company.graph('PATCH', `/me/events/${(await on(SECOND)).id}`, {
    subject: 'Retro',
    start: { dateTime: '2040-03-13T15:00:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2040-03-13T16:00:00', timeZone: 'Europe/Berlin' },
  });
  await settled();
  expect(await apart()).toHaveLength(1);
}

const isAsBefore = async () => {
  expect((await series()).fields).toMatchObject({
    Venue: 'Room 4',
    Recurring_Activity: { RRULE, EXDATE: `${SECOND},${THIRD}` },
  });
  expect((await apart()).map(({ fields }) => fields['Event_Title'])).toEqual(['Retro']);
  expect(await days()).toEqual([FIRST, SECOND, FOURTH]);
  expect(await on(SECOND)).toMatchObject({
    type: 'exception',
    subject: 'Retro',
    start: { dateTime: '2040-03-13T14:00:00.0000000' },
  });
  expect((await master()).location.displayName).toBe('Room 4');
  expect(await held()).toEqual([]);
  await atRest();
};

describe.each(EITHER_DATABASE)(
  'a series that is deleted at Microsoft and edited in the CRM, on $name',
  (kind) => {
    useCompany(kind, (opened) => {
      company = opened;
    });

    it('is created again with what stands in place of its occurrences, and nobody is mailed', async () => {
      await begin();
      await company.graph('DELETE', `/me/events/${(await master()).id}`);
      await company.changeRecord('meetings', (await series()).id, { Venue: 'Room 4' });
      const mails = company.emulator.mailLog.length;
      await settled();
      await isAsBefore();
      expect(company.emulator.mailLog).toHaveLength(mails);
    });

    it('takes them along where the answer to its creation was lost', async () => {
      await begin();
      await company.graph('DELETE', `/me/events/${(await master()).id}`);
      await company.changeRecord('meetings', (await series()).id, { Venue: 'Room 4' });
      company.emulator.addFaults([
        { match: { method: 'POST', path: '/events$' }, count: 1, action: { loseResponse: true } },
      ]);
      await settled();
      expect(company.emulator.faults).toEqual([]);
      await isAsBefore();
    });

    it('keeps what was edited of them in the same moment', async () => {
      await begin();
      await company.graph('DELETE', `/me/events/${(await master()).id}`);
      await company.changeRecord('meetings', (await series()).id, { Venue: 'Room 4' });
      await company.changeRecord('meetings', (await apart())[0]?.id ?? '', { Description: 'Bring notes' });
      await settled();
      expect((await on(SECOND)).bodyPreview).toContain('Bring notes');
      await isAsBefore();
    });

    it('cancels what was deleted of them meanwhile', async () => {
      await begin();
      await company.graph('DELETE', `/me/events/${(await master()).id}`);
      await company.changeRecord('meetings', (await series()).id, { Venue: 'Room 4' });
      await company.removeRecord('meetings', (await apart())[0]?.id ?? '');
      await settled();
      expect(await days()).toEqual([FIRST, FOURTH]);
      await atRest();
    });

    it('is held with them where others were invited', async () => {
      await begin({ Participants: [{ type: 'email', participant: BEN }] });
      await company.graph('DELETE', `/me/events/${(await master()).id}`);
      await company.changeRecord('meetings', (await series()).id, { Venue: 'Room 4' });
      await settled();
      expect(await events()).toEqual([]);
      expect(await held()).toEqual(['called_off', 'called_off']);
      expect(await apart()).toHaveLength(1);
      await atRest();
    });

    it('takes them along into its deletion where it was not edited, whatever was told of them', async () => {
      await begin();
      await company.graph('DELETE', `/me/events/${(await on(SECOND)).id}`);
      await company.graph('DELETE', `/me/events/${(await master()).id}`);
      await settled();
      expect(await company.records('meetings')).toEqual([]);
    });
  },
);
