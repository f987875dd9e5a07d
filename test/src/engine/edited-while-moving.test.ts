import { describe, expect, it } from 'vitest';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const FIRST = '2040-03-05';
const RRULE = 'FREQ=WEEKLY;BYDAY=MO;COUNT=4';
const TUESDAYS = 'FREQ=WEEKLY;BYDAY=TU;COUNT=4';

const instances = async (): Promise<GraphAnswer[]> => {
  const { value } = await company.graph('GET', '/me/events');
  const range = 'startDateTime=2040-03-01T00:00:00Z&endDateTime=2040-05-01T00:00:00Z&$top=50';
  return (await company.graph('GET', `/me/events/${value[0].id}/instances?${range}`)).value;
};
const settled = async () => {
  for (let run = 0; run < 4; run += 1) {
    company.clock.advance(6 * 60_000);
    await company.settle();
  }
};
const recordsOf = async () => {
  const records = await company.records('meetings');
  const series = records.find(({ series_id: id }) => id === null);
  const apart = records.find(({ series_id: id }) => id !== null);
  if (series === undefined || apart === undefined) throw new Error('not a series and what stands apart');
  return { series, apart };
};

describe.each(EITHER_DATABASE)(
  'an occurrence edited in the CRM while its series moves there, on $name',
  (kind) => {
    useCompany(kind, async (opened) => {
      company = opened;
      await company.addRecord('meetings', {
        Event_Title: 'Planning',
        Start_DateTime: `${FIRST}T10:00:00+01:00`,
        End_DateTime: `${FIRST}T11:00:00+01:00`,
        Recurring_Activity: { RRULE },
      });
      await company.enable('meetings');
      await company.graph('PATCH', `/me/events/${(await instances())[1].id}`, { subject: 'Retro' });
      await settled();
    });

    const moveAndEdit = async (series: Record<string, unknown>) => {
      const records = await recordsOf();
      await company.changeRecord('meetings', records.series.id, series);
      await company.changeRecord('meetings', records.apart.id, { Venue: 'Room 9' });
      await settled();
      return (await recordsOf()).apart.fields;
    };
    const held = async () =>
      (await company.tenant.select('link').select('held_reason').execute()).flatMap(
        (link) => link.held_reason ?? [],
      );

    it('keeps its edit in the series as it is then, where that has its date', async () => {
      const apart = await moveAndEdit({
        Start_DateTime: `${FIRST}T12:00:00+01:00`,
        End_DateTime: `${FIRST}T13:00:00+01:00`,
      });
      const moved = { subject: 'Planning', location: { displayName: 'Room 9' } };
      expect((await instances())[1]).toMatchObject({ type: 'exception', ...moved });
      expect(apart).toMatchObject({ Event_Title: 'Planning', Venue: 'Room 9' });
      expect(Date.parse(String(apart['Start_DateTime']))).toBe(Date.parse('2040-03-12T11:00:00Z'));
      expect(await held()).toEqual([]);
    });

    it('is held with its edit, where the series has its date no more', async () => {
      const apart = await moveAndEdit({
        Start_DateTime: '2040-03-06T10:00:00+01:00',
        End_DateTime: '2040-03-06T11:00:00+01:00',
        Recurring_Activity: { RRULE: TUESDAYS },
      });
      expect(apart).toMatchObject({ Event_Title: 'Retro', Venue: 'Room 9' });
      expect((await instances()).map(({ type }) => type)).toEqual(Array(4).fill('occurrence'));
      expect(await held()).toEqual(['called_off']);
    });
  },
);
