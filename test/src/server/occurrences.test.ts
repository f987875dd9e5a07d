import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldAccess } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { salesProfile } from './sales-profile.ts';
import { openSite, type Site } from './site.ts';

/** Mondays. */
const [FIRST, SECOND, THIRD, FOURTH, FIFTH] = [
  '2040-03-05',
  '2040-03-12',
  '2040-03-19',
  '2040-03-26',
  '2040-04-02',
] as const;
const RRULE = 'FREQ=WEEKLY;BYDAY=MO;COUNT=5';

describe.each(DATABASE_KINDS)('single meetings of a series, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let id: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    id = await create({ Recurring_Activity: { RRULE } });
  });
  afterEach(() => site.close());

  const create = async (more: Record<string, unknown>): Promise<string> => {
    const meeting = {
      Event_Title: 'Planning',
      Venue: 'Room 1',
      Start_DateTime: `${FIRST}T09:00:00+00:00`,
      End_DateTime: `${FIRST}T10:00:00+00:00`,
      ...more,
    };
    const { body } = await ada.post('/crm/v8/Events', { data: [meeting] });
    return body.data[0].details.id;
  };
  const restrict = (fields: FieldAccess) => salesProfile(site).restrict(fields);
  const read = async (record: string) => (await ada.get(`/crm/v8/Events/${record}`)).body.data[0];
  const all = async () =>
    site.organisation.tenant
      .select('record')
      .where('module', '=', 'Events')
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .select(['id', 'fields', 'series_id', 'occurrence_date', 'owner_id', 'version'])
      .execute();
  const occurrences = async (query = `from=${FIRST}&to=2040-12-31`) =>
    (await ada.get(`/crm/v8/Events/${id}/occurrences?${query}`)).body;
  const days = async () =>
    (await occurrences()).data.map((one: Record<string, string>) => one['$occurrence_date']);
  const change = (date: string, values: object, browser = ada, headers: Record<string, string> = {}) =>
    browser.send('PUT', `/crm/v8/Events/${id}/occurrences/${date}`, { json: { data: [values] }, headers });
  const leaveOut = (date: string, query = '') =>
    ada.send('DELETE', `/crm/v8/Events/${id}/occurrences/${date}${query}`);
  const split = (date: string, values: object) =>
    ada.post(`/crm/v8/Events/${id}/occurrences/${date}/actions/split`, { data: [values] });
  const codeOf = ({ status, body }: Answer) => [status, (body.data?.[0] ?? body).code];
  const changesNothing = async (attempt: () => Promise<Answer>): Promise<Answer> => {
    const before = await all();
    const answer = await attempt();
    expect(await all()).toEqual(before);
    return answer;
  };

  test('are listed by their dates, with the meetings that stand in their place', async () => {
    await leaveOut(SECOND);
    await change(THIRD, { Event_Title: 'Retro', Start_DateTime: `${THIRD}T09:30:00+00:00` });
    const { data, info } = await occurrences();
    expect(data.map((one: Record<string, unknown>) => [one['$occurrence_date'], one['Event_Title']])).toEqual(
      [
        [FIRST, 'Planning'],
        [THIRD, 'Retro'],
        [FOURTH, 'Planning'],
        [FIFTH, 'Planning'],
      ],
    );
    expect(data[0]).toMatchObject({ id: null, $series_id: id, Start_DateTime: `${FIRST}T09:00:00+00:00` });
    expect(data[1]).toMatchObject({ Start_DateTime: `${THIRD}T09:30:00+00:00` });
    expect(typeof data[1].id).toBe('string');
    expect(info).toEqual({ count: 4, more_records: false });
    expect((await occurrences(`from=${FOURTH}&to=2040-12-31&per_page=1`)).info.more_records).toBe(true);
    expect(codeOf(await ada.get(`/crm/v8/Events/${id}/occurrences?from=${FIFTH}&to=${FIRST}`))).toEqual([
      400,
      'INVALID_DATA',
    ]);
  });

  test('are records of their own once they are changed alone, and the same for whoever changes them again', async () => {
    const made = await change(SECOND, { Event_Title: 'Retro' });
    expect([made.status, made.body.data[0].code]).toEqual([201, 'SUCCESS']);
    const own = made.body.data[0].details.id;
    expect(await read(own)).toMatchObject({
      Event_Title: 'Retro',
      Venue: 'Room 1',
      Start_DateTime: `${SECOND}T09:00:00+00:00`,
      Recurring_Activity: null,
      $series_id: id,
      $occurrence_date: SECOND,
    });
    expect((await read(id)).Recurring_Activity).toEqual({ RRULE, EXDATE: SECOND });
    expect(Object.keys(await read(id))).not.toContain('$series_id');
    const again = await change(SECOND, { Venue: 'Room 2' });
    expect([again.status, again.body.data[0].details.id]).toEqual([200, own]);
    expect(await read(own)).toMatchObject({ Event_Title: 'Retro', Venue: 'Room 2' });
    const together = await Promise.all([change(THIRD, { Venue: 'a' }), change(THIRD, { Venue: 'b' })]);
    expect(new Set(together.map(({ body }) => body.data[0].details.id)).size).toBe(1);
    expect(await all()).toHaveLength(3);
  });

  test('are refused where there is none, and a refusal leaves nothing behind', async () => {
    await leaveOut(SECOND);
    const single = await create({});
    for (const attempt of [
      () => change('2040-03-13', { Venue: 'x' }),
      () => change(SECOND, { Venue: 'x' }),
      () => change('2041-03-04', { Venue: 'x' }),
      () => change(THIRD, { Recurring_Activity: { RRULE } }),
      () => change(THIRD, { End_DateTime: `${FIRST}T10:00:00+00:00` }),
      () => change(THIRD, { Owner: { id: site.organisation.graceId } }),
      () => leaveOut('2040-03-13'),
      () => leaveOut(FIRST, '?following=true'),
      () => split(FIRST, { Venue: 'x' }),
      () => split(THIRD, { Event_Title: null }),
      () => ada.get(`/crm/v8/Events/${single}/occurrences`),
    ])
      expect((await changesNothing(attempt)).status).toBe(400);
    const since = { 'if-unmodified-since': '2020-01-01T00:00:00+00:00' };
    expect(codeOf(await changesNothing(() => change(THIRD, { Venue: 'x' }, ada, since)))).toEqual([
      412,
      'ALREADY_MODIFIED',
    ]);
  });

  test('take the right to edit the series and its repetition, and none to create', async () => {
    await salesProfile(site).without('Crm_Implied_Create_Events');
    expect((await change(SECOND, { Venue: 'Room 2' })).status).toBe(201);
    expect(codeOf(await changesNothing(() => split(THIRD, { Venue: 'x' })))).toEqual([403, 'NO_PERMISSION']);
    await restrict({ Events: { Venue: 'hidden', Recurring_Activity: 'read_only' } });
    expect(codeOf(await changesNothing(() => change(THIRD, { Event_Title: 'x' })))).toEqual([
      403,
      'NO_PERMISSION',
    ]);
    expect(codeOf(await changesNothing(() => leaveOut(THIRD)))).toEqual([403, 'NO_PERMISSION']);
    await restrict({ Events: { Venue: 'hidden' } });
    expect(codeOf(await changesNothing(() => change(THIRD, { Venue: 'x' })))).toEqual([403, 'NO_PERMISSION']);
    const made = (await change(THIRD, { Event_Title: 'Retro' })).body.data[0].details.id;
    expect(Object.keys(await read(made))).not.toContain('Venue');
    expect((await all()).find((one) => one.id === made)?.fields['Venue']).toBe('Room 1');
    await restrict({ Events: { Recurring_Activity: 'hidden' } });
    expect(Object.keys(await read(made))).not.toContain('$series_id');
    expect((await ada.get(`/crm/v8/Events/${id}/occurrences`)).status).toBe(403);
    await salesProfile(site).without('Crm_Implied_Edit_Events');
    expect(codeOf(await changesNothing(() => change(FOURTH, { Event_Title: 'x' })))).toEqual([
      403,
      'NO_PERMISSION',
    ]);
    expect(codeOf(await changesNothing(() => leaveOut(FOURTH)))).toEqual([403, 'NO_PERMISSION']);
  });

  test('that somebody else changes belong to whom the series belongs; others are told nothing of them', async () => {
    const grace = await site.signedIn(site.people.grace);
    await change(SECOND, { Event_Title: 'Retro' }, grace);
    const { adaId } = site.organisation;
    expect((await all()).map(({ owner_id: owner }) => owner)).toEqual([adaId, adaId]);
    const other = await site.signedIn(site.people.other);
    expect(codeOf(await changesNothing(() => change(THIRD, { Venue: 'x' }, other)))).toEqual([
      400,
      'INVALID_DATA',
    ]);
  });

  test('are left out once, one by one or all that follow', async () => {
    await change(FOURTH, { Event_Title: 'Retro' });
    expect((await leaveOut(SECOND)).status).toBe(200);
    expect((await changesNothing(() => leaveOut(SECOND))).status).toBe(200);
    expect(await days()).toEqual([FIRST, THIRD, FOURTH, FIFTH]);
    await salesProfile(site).without('Crm_Implied_Delete_Events');
    expect((await changesNothing(() => leaveOut(FOURTH))).status).toBe(403);
    expect((await changesNothing(() => leaveOut(THIRD, '?following=true'))).status).toBe(403);
    await salesProfile(site).with('Crm_Implied_Delete_Events');
    expect((await leaveOut(FOURTH)).status).toBe(200);
    expect(await days()).toEqual([FIRST, THIRD, FIFTH]);
    expect((await leaveOut(FIFTH, '?following=true')).status).toBe(200);
    expect(await days()).toEqual([FIRST, THIRD]);
    expect(await all()).toHaveLength(1);
  });

  test('become another series from a date on, which has what the rest of the first one had', async () => {
    await leaveOut(FIFTH);
    await change(SECOND, { Event_Title: 'Retro' });
    await change(FOURTH, { Event_Title: 'Demo' });
    const made = await split(THIRD, {
      Start_DateTime: `${THIRD}T12:00:00+00:00`,
      End_DateTime: `${THIRD}T13:00:00+00:00`,
    });
    expect(made.status).toBe(201);
    expect(await days()).toEqual([FIRST, SECOND]);
    id = made.body.data[0].details.id;
    expect(await read(id)).toMatchObject({
      Venue: 'Room 1',
      Start_DateTime: `${THIRD}T12:00:00+00:00`,
      Recurring_Activity: { RRULE: 'FREQ=WEEKLY;BYDAY=MO;COUNT=3', EXDATE: FIFTH },
    });
    expect(await days()).toEqual([THIRD, FOURTH]);
    expect(await all()).toHaveLength(3);
  });
});
