import { describe, expect, it } from 'vitest';
import { createRecord, inTransaction, Tenant, updateRecord, type RecordRow } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

/** Mondays; between the third and the fourth the clocks of Berlin, Ada's zone, go forward. */
const [FIRST, SECOND, THIRD, FOURTH] = ['2040-03-05', '2040-03-12', '2040-03-19', '2040-03-26'] as const;
const BEN = 'ben@elsewhere.test';
const RRULE = 'FREQ=WEEKLY;BYDAY=MO';
const withBen = { Participants: [{ type: 'email', participant: BEN }] };

const weekly = (more: Record<string, unknown> = {}) => ({
  Event_Title: 'Planning',
  Start_DateTime: `${FIRST}T10:00:00+01:00`,
  End_DateTime: `${FIRST}T11:00:00+01:00`,
  Recurring_Activity: { RRULE },
  ...more,
});

const series = async (): Promise<RecordRow> => {
  const [record, ...others] = (await company.records('meetings')).filter(({ series_id: id }) => id === null);
  if (record === undefined || others.length > 0) throw new Error('not one series');
  return record;
};
const apart = async (): Promise<RecordRow[]> =>
  (await company.records('meetings')).filter(({ series_id: id }) => id !== null);
const excluded = async () => (await series()).fields['Recurring_Activity'];
const master = async (): Promise<GraphAnswer> => {
  const { value } = await company.graph('GET', '/me/events?$top=100');
  expect(value).toHaveLength(1);
  return value[0];
};
const instances = async (): Promise<GraphAnswer[]> =>
  (
    await company.graph(
      'GET',
      `/me/events/${(await master()).id}/instances?startDateTime=2040-03-01T00:00:00Z&endDateTime=2040-04-20T00:00:00Z&$top=50`,
    )
  ).value;
const days = async (): Promise<string[]> =>
  (await instances()).map(({ originalStart }) => originalStart.slice(0, 10));
const on = async (date: string): Promise<GraphAnswer> =>
  (await instances()).find(({ originalStart }) => originalStart.startsWith(date));

/** What a user does who changes one meeting of the series: a record of its own, and a date that the series leaves out. */
const changeAlone = async (date: string, fields: Record<string, unknown>): Promise<RecordRow> => {
  const of = await series();
  const { EXDATE: dates = '' } = of.fields['Recurring_Activity'] as { EXDATE?: string };
  const { deps, tenant, userId, clock } = company;
  const writer = { userId, origin: 'user', now: clock.now() } as const;
  const offset = date < FOURTH ? '+01:00' : '+02:00';
  return inTransaction(deps.db, async (transaction) => {
    const inside = new Tenant(transaction, tenant.organisationId);
    const EXDATE = [...dates.split(','), date].filter((one) => one !== '').join(',');
    await updateRecord(
      inside,
      writer,
      { module: 'Events', id: of.id },
      { fields: { Recurring_Activity: { RRULE, EXDATE } } },
    );
    return createRecord(inside, writer, {
      module: 'Events',
      ownerId: userId,
      fields: {
        ...of.fields,
        Recurring_Activity: null,
        Start_DateTime: `${date}T10:00:00${offset}`,
        End_DateTime: `${date}T11:00:00${offset}`,
        ...fields,
      },
      occurrence: { seriesRecordId: of.id, date },
    });
  });
};

/** What was written at Microsoft, and who got mail of it, while something was done. */
const during = async (act: () => Promise<unknown>) => {
  const logged = company.emulator.log.length;
  const mailed = company.emulator.mailLog.length;
  await act();
  return {
    writes: company.emulator.log
      .slice(logged)
      .filter(({ method, path }) => method !== 'GET' && path.includes('/events'))
      .map(({ method }) => method),
    mails: company.emulator.mailLog
      .slice(mailed)
      .flatMap(({ to, kind }) => to.map((who) => `${kind} ${who}`)),
  };
};
const NOTHING = { writes: [], mails: [] };

const settled = async () => {
  for (let run = 0; run < 4; run += 1) {
    company.clock.advance(6 * 60_000);
    await company.settle();
  }
};
const atRest = async () => {
  const before = await company.records('meetings');
  expect(await during(settled)).toEqual(NOTHING);
  expect(await company.records('meetings')).toEqual(before);
};
const held = async (): Promise<(string | null)[]> =>
  (await company.tenant.select('link').select('held_reason').execute()).map((link) => link.held_reason);

describe.each(EITHER_DATABASE)('an occurrence that is changed alone in the CRM, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('is changed at Microsoft in its series, by one request, and those invited hear of it once', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const changed = await during(async () => {
      await changeAlone(SECOND, {
        Event_Title: 'Retro',
        Start_DateTime: '2040-03-13T15:00:00+01:00',
        End_DateTime: '2040-03-13T16:00:00+01:00',
      });
      await company.settle();
    });
    expect(changed).toEqual({ writes: ['PATCH'], mails: [`update ${BEN}`] });
    expect(await on(SECOND)).toMatchObject({
      type: 'exception',
      subject: 'Retro',
      start: { dateTime: '2040-03-13T14:00:00.0000000' },
    });
    expect(await days()).toContain(FIRST);
    expect((await master()).subject).toBe('Planning');
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
    await atRest();
    expect(await apart()).toHaveLength(1);
  });

  it('goes on syncing both ways, and is cancelled when its record is deleted', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const { id } = await changeAlone(SECOND, { Venue: 'Room 1' });
    await company.settle();
    await company.graph('PATCH', `/me/events/${(await on(SECOND)).id}`, { subject: 'Retro' });
    await company.settle();
    expect((await apart()).map(({ fields }) => [fields['Event_Title'], fields['Venue']])).toEqual([
      ['Retro', 'Room 1'],
    ]);
    const cancelled = await during(async () => {
      await company.removeRecord('meetings', id);
      await company.settle();
    });
    expect(cancelled).toEqual({ writes: ['DELETE'], mails: [`cancellation ${BEN}`] });
    expect(await days()).not.toContain(SECOND);
    expect(await excluded()).toEqual({ RRULE, EXDATE: SECOND });
    await atRest();
  });

  it('writes nothing where nothing differs that others would see, and mails nobody', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    expect(
      await during(async () => {
        await changeAlone(SECOND, {});
        await company.settle();
      }),
    ).toEqual(NOTHING);
    expect(await days()).toContain(SECOND);
    await atRest();
    const reminded = await during(async () => {
      const [record] = await apart();
      await company.changeRecord('meetings', record?.id ?? '', {
        Remind_At: [{ unit: 30, period: 'minutes' }],
      });
      await company.settle();
    });
    expect(reminded).toEqual({ writes: ['PATCH'], mails: [] });
    await atRest();
  });

  it('follows its series at Microsoft as long as nothing differs there', async () => {
    await company.addRecord('meetings', weekly());
    await company.enable('meetings');
    await changeAlone(SECOND, {});
    await company.settle();
    await company.graph('PATCH', `/me/events/${(await master()).id}`, { subject: 'Stand-up' });
    await settled();
    expect((await company.records('meetings')).map(({ fields }) => fields['Event_Title'])).toEqual([
      'Stand-up',
      'Stand-up',
    ]);
    await atRest();
    await company.graph('DELETE', `/me/events/${(await master()).id}`);
    await settled();
    expect(await company.records('meetings')).toEqual([]);
  });

  it('follows a series that is made in the same moment', async () => {
    await company.enable('meetings');
    await company.addRecord('meetings', weekly(withBen));
    await changeAlone(FOURTH, { Event_Title: 'Retro' });
    await settled();
    expect(await on(FOURTH)).toMatchObject({ type: 'exception', subject: 'Retro' });
    expect(await days()).toContain(SECOND);
    await atRest();
  });

  it('is written once though every answer on the way is lost', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    company.emulator.addFaults([
      { match: { method: 'GET', path: '/instances' }, count: 1, action: { loseResponse: true } },
      { match: { method: 'PATCH', path: '/events' }, count: 1, action: { loseResponse: true } },
    ]);
    const changed = await during(async () => {
      await changeAlone(SECOND, { Event_Title: 'Retro' });
      await settled();
    });
    expect(company.emulator.faults).toEqual([]);
    expect(changed.mails).toEqual([`update ${BEN}`]);
    expect(await on(SECOND)).toMatchObject({ type: 'exception', subject: 'Retro' });
    expect(await apart()).toHaveLength(1);
    await atRest();
  });

  it('is never cancelled while it waits to be found', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    company.emulator.addFaults([
      { match: { method: 'GET', path: '/instances' }, count: 1, action: { status: 400 } },
    ]);
    const waiting = await during(async () => {
      await changeAlone(SECOND, { Event_Title: 'Retro' });
      await company.settle();
      await company.settle();
    });
    expect(waiting).toEqual(NOTHING);
    expect(await days()).toContain(SECOND);
    for (let hour = 0; hour < 6; hour += 1) {
      company.clock.advance(60 * 60_000);
      await company.settle();
    }
    expect((await on(SECOND)).subject).toBe('Retro');
    await atRest();
  });

  it('is cancelled after all when its record is deleted before it was found', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const cancelled = await during(async () => {
      const { id } = await changeAlone(SECOND, { Event_Title: 'Retro' });
      await company.removeRecord('meetings', id);
      await company.settle();
    });
    expect(cancelled).toEqual({ writes: ['DELETE'], mails: [`cancellation ${BEN}`] });
    expect(await days()).not.toContain(SECOND);
    await atRest();
  });

  it('joins what was changed at Microsoft in the same moment, with the changes of both', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const { id } = await on(SECOND);
    const changed = await during(async () => {
      await company.graph('PATCH', `/me/events/${id}`, { location: { displayName: 'Room 2' } });
      await changeAlone(SECOND, { Event_Title: 'Retro' });
      await company.settle();
    });
    expect(changed.writes).toEqual(['PATCH', 'PATCH']);
    const [record, ...others] = await apart();
    expect(others).toEqual([]);
    expect(record?.fields).toMatchObject({ Event_Title: 'Retro', Venue: 'Room 2' });
    expect(await on(SECOND)).toMatchObject({ subject: 'Retro', location: { displayName: 'Room 2' } });
    await atRest();
  });

  it('stays in the CRM, and says why, where Microsoft has cancelled it already', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const { id } = await on(SECOND);
    const written = await during(async () => {
      await company.graph('DELETE', `/me/events/${id}`);
      await changeAlone(SECOND, { Event_Title: 'Retro' });
      await company.settle();
    });
    expect(written.writes).toEqual(['DELETE']);
    expect(await held()).toContain('no_occurrence');
    expect(await apart()).toHaveLength(1);
    await atRest();
    await company.removeRecord('meetings', (await apart())[0]?.id ?? '');
    await settled();
    expect(await held()).not.toContain('no_occurrence');
    expect(await days()).not.toContain(SECOND);
    await atRest();
  });

  it('lives on when its series ends after it', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    await changeAlone(SECOND, { Event_Title: 'Retro' });
    await company.settle();
    await company.changeRecord('meetings', (await series()).id, {
      Recurring_Activity: { RRULE: `${RRULE};UNTIL=20400318T225900Z`, EXDATE: SECOND },
    });
    await company.settle();
    expect(await days()).toEqual([FIRST, SECOND]);
    expect(await on(SECOND)).toMatchObject({ type: 'exception', subject: 'Retro' });
    expect(await apart()).toHaveLength(1);
    await atRest();
  });

  it('is one record for all who are invited and sync', async () => {
    const ben = await company.hire('Ben');
    await company.addRecord(
      'meetings',
      weekly({ Participants: [{ type: 'email', participant: 'ben@example.test' }] }),
    );
    await company.enable('meetings');
    await ben.enable('meetings');
    expect(await company.records('meetings')).toHaveLength(1);
    await changeAlone(SECOND, { Event_Title: 'Retro' });
    for (let round = 0; round < 3; round += 1) {
      await company.settle();
      await ben.settle();
    }
    expect((await apart()).map(({ fields }) => fields['Event_Title'])).toEqual(['Retro']);
    expect(await company.records('meetings')).toHaveLength(2);
    const links = await company.tenant
      .select('link')
      .where('record_id', '=', (await apart())[0]?.id ?? '')
      .select('id')
      .execute();
    expect(links).toHaveLength(2);
    await atRest();
    expect(await during(() => ben.settle())).toEqual(NOTHING);
  });

  it('is called off when it is cancelled between finding and writing', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const { id } = await on(SECOND);
    company.whenAnswered(/instances/, async () => {
      await company.graph('DELETE', `/me/events/${id}`);
    });
    await changeAlone(SECOND, { Event_Title: 'Retro' });
    await settled();
    expect(await held()).toContain('called_off');
    expect(await days()).not.toContain(SECOND);
    expect(await apart()).toHaveLength(1);
    await atRest();
  });

  it('stays in the CRM when its series is deleted at Microsoft meanwhile', async () => {
    await company.addRecord('meetings', weekly());
    await company.enable('meetings');
    await company.graph('DELETE', `/me/events/${(await master()).id}`);
    await changeAlone(SECOND, { Event_Title: 'Retro' });
    await settled();
    expect((await company.records('meetings')).map(({ fields }) => fields['Event_Title'])).toEqual(['Retro']);
    expect(await held()).toEqual(['no_occurrence']);
    expect((await company.graph('GET', '/me/events')).value).toEqual([]);
  });

  it('waits until its series has moved, which would undo it', async () => {
    await company.addRecord('meetings', weekly(withBen));
    await company.enable('meetings');
    const moved = await during(async () => {
      await company.changeRecord('meetings', (await series()).id, {
        Start_DateTime: `${FIRST}T12:00:00+01:00`,
        End_DateTime: `${FIRST}T13:00:00+01:00`,
      });
      await changeAlone(SECOND, {
        Event_Title: 'Retro',
        Start_DateTime: `${SECOND}T12:00:00+01:00`,
        End_DateTime: `${SECOND}T13:00:00+01:00`,
      });
      await settled();
    });
    expect(moved.writes).toEqual(['PATCH', 'PATCH']);
    expect(await on(SECOND)).toMatchObject({
      type: 'exception',
      subject: 'Retro',
      start: { dateTime: `${SECOND}T11:00:00.0000000` },
    });
    await atRest();
  });

  it('stays where it is when the sync runs to the CRM only', async () => {
    await company.graph('POST', '/me/events', {
      subject: 'Planning',
      start: { dateTime: `${FIRST}T10:00:00`, timeZone: 'Europe/Berlin' },
      end: { dateTime: `${FIRST}T11:00:00`, timeZone: 'Europe/Berlin' },
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'], firstDayOfWeek: 'monday' },
        range: { type: 'noEnd', startDate: FIRST },
      },
    });
    await company.enable('meetings', { direction: 'to_crm' });
    expect(
      await during(async () => {
        await changeAlone(THIRD, { Event_Title: 'Retro' });
        await settled();
      }),
    ).toEqual(NOTHING);
    expect(await days()).toContain(THIRD);
  });
});
