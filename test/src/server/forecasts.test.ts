import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FieldAccess, PermissionName } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const PATH = '/crm/v8/forecasts?year=2026';
const EXPORT = '/crm/v8/forecasts/actions/export?year=2026';

describe.each(DATABASE_KINDS)('forecasts, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let grace: Browser;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    grace = await site.signedIn(site.people.grace);
    await deals(ada, [
      ['2026-01-01', 'Qualification', 1000, 10],
      ['2026-03-31', 'Negotiation/Review', 500.5, 80],
      ['2026-03-31', 'Closed Won', 700, 100],
      ['2026-02-10', 'Closed Lost', 9000, 0],
      ['2026-02-10', 'Closed-Lost to Competition', 9000, 0],
      ['2026-04-01', 'Proposal/Price Quote', null, null],
      ['2026-04-01', 'Proposal/Price Quote', 300, null],
      ['2025-12-31', 'Qualification', 1, 1],
      ['2027-01-01', 'Qualification', 1, 1],
      [null, 'Qualification', 1, 1],
    ]);
    await deals(grace, [['2026-01-15', 'Closed Won', 20_000, 100]]);
  });
  afterEach(() => site.close());

  type Deal = readonly [
    date: string | null,
    stage: string,
    amount: number | null,
    probability: number | null,
  ];

  async function deals(owner: Browser, rows: readonly Deal[]): Promise<void> {
    const data = rows.map(([date, stage, amount, probability]) => ({
      Deal_Name: 'Deal',
      Stage: stage,
      ...(date !== null && { Closing_Date: date }),
      ...(amount !== null && { Amount: amount }),
      ...(probability !== null && { Probability: probability }),
    }));
    const { status, text } = await owner.post('/crm/v8/Deals', { data });
    if (status !== 201) throw new Error(text);
  }

  const profile = (change: { permissions?: string; field_access?: string }) =>
    site.organisation.tenant
      .update('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .set(change)
      .execute();
  async function permit(change: (names: string[]) => string[]): Promise<void> {
    const { permissions } = await site.organisation.tenant
      .select('profile')
      .where('id', '=', site.organisation.salesProfileId)
      .select('permissions')
      .executeTakeFirstOrThrow();
    await profile({ permissions: JSON.stringify(change(permissions)) });
  }
  const switchOff = (...off: PermissionName[]) =>
    permit((names) => names.filter((name) => !off.some((one) => one === name)));
  const hide = (...fields: string[]) => {
    const access: FieldAccess = { Deals: Object.fromEntries(fields.map((field) => [field, 'hidden'])) };
    return profile({ field_access: JSON.stringify(access) });
  };

  test('deals are added up by quarter and owner', async () => {
    const { status, body } = await ada.get(PATH);
    const owner = { id: site.organisation.adaId, name: 'Lovelace' };
    expect([status, body.data]).toEqual([
      200,
      [
        {
          period: '2026-Q1',
          start: '2026-01-01',
          end: '2026-03-31',
          Owner: owner,
          deals: 5,
          pipeline: 1500.5,
          weighted: 500.4,
          closed_won: 700,
        },
        {
          period: '2026-Q2',
          start: '2026-04-01',
          end: '2026-06-30',
          Owner: owner,
          deals: 2,
          pipeline: 300,
          weighted: 0,
          closed_won: 0,
        },
      ],
    ]);
    expect(body.info).toEqual({ page: 1, per_page: 200, count: 2, more_records: false, left_out: [] });
  });

  test('or by month, page by page; years without deals are empty', async () => {
    const first = await ada.get(`${PATH}&period=month&per_page=3`);
    expect(first.body.data.map((line: { period: string }) => line.period)).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
    ]);
    expect(first.body.info.more_records).toBe(true);
    const second = await ada.get(`${PATH}&period=month&per_page=3&page=2`);
    expect(second.body.data.map((line: { period: string }) => line.period)).toEqual(['2026-04']);
    expect((await ada.get('/crm/v8/forecasts?year=2030')).status).toBe(204);
    expect((await ada.get('/crm/v8/forecasts?year=x')).body.details.param_name).toBe('year');
  });

  test('without a year it is the current one', async () => {
    const { body } = await ada.get('/crm/v8/forecasts');
    const year = site.clock.now().getUTCFullYear();
    const starts = (body?.data ?? []).map((line: { start: string }) => line.start.slice(0, 4));
    expect(starts.every((start: string) => start === String(year))).toBe(true);
    await deals(ada, [[`${year}-05-05`, 'Qualification', 1, 1]]);
    expect((await ada.get('/crm/v8/forecasts')).body.data.length).toBeGreaterThan(0);
  });

  test('only those deals count that the caller may see, and deleted ones never', async () => {
    const owners = async (browser: Browser) =>
      (await browser.get(PATH)).body.data.map((line: { Owner: { id: string } }) => line.Owner.id);
    const { adaId, graceId } = site.organisation;
    expect(new Set(await owners(ada))).toEqual(new Set([adaId]));
    expect(new Set(await owners(grace))).toEqual(new Set([adaId, graceId]));
    await permit((names) => [...names, 'Crm_Implied_Access_All_Records']);
    expect(new Set(await owners(ada))).toEqual(new Set([adaId, graceId]));
    const other = await site.signedIn(site.people.other);
    expect((await other.get(PATH)).status).toBe(204);

    const { body } = await grace.get(`/crm/v8/Deals/search?criteria=(Amount:equals:20000)`);
    await grace.send('DELETE', `/crm/v8/Deals/${body.data[0].id}`);
    expect(new Set(await owners(grace))).toEqual(new Set([adaId]));
  });

  test.each([
    ['Amount', { deals: 5 }, ['pipeline', 'weighted', 'closed_won']],
    ['Stage', { deals: 5 }, ['pipeline', 'weighted', 'closed_won']],
    ['Probability', { deals: 5, pipeline: 1500.5, closed_won: 700 }, ['weighted']],
  ])('where %s is hidden, the figures that rest on it are left out', async (field, told, leftOut) => {
    await hide(field);
    const { body } = await ada.get(PATH);
    const { period, start, end, Owner, ...figures } = body.data[0];
    expect([period, start, end, Owner.name]).toEqual(['2026-Q1', '2026-01-01', '2026-03-31', 'Lovelace']);
    expect(figures).toEqual(told);
    expect(body.info.left_out.map((one: { figure: string }) => one.figure)).toEqual(leftOut);
    expect(body.info.left_out[0]).toMatchObject({ api_name: field, rule: 'field_hidden' });
    const csv = (await ada.get(EXPORT)).text;
    for (const figure of leftOut) expect(csv).not.toContain(figure);
  });

  test('where the date is hidden there is no forecast, and where the owner is, all are added up', async () => {
    await hide('Closing_Date');
    for (const path of [PATH, EXPORT]) {
      const { status, body } = await ada.get(path);
      expect([status, body.code, body.details.api_name]).toEqual([403, 'NO_PERMISSION', 'Closing_Date']);
    }
    await hide('Owner');
    await permit((names) => [...names, 'Crm_Implied_Access_All_Records']);
    const { body } = await ada.get(PATH);
    expect(body.data[0]).toMatchObject({ period: '2026-Q1', Owner: null, deals: 6, closed_won: 20_700 });
  });

  test.each(['Crm_Implied_View_Forecasts', 'Crm_Implied_View_Deals'] as const)(
    'it takes %s',
    async (permission) => {
      expect((await ada.get(PATH)).status).toBe(200);
      await switchOff(permission);
      for (const path of [PATH, EXPORT]) {
        const { status, body } = await ada.get(path);
        expect([status, body.code, body.details.permissions]).toEqual([403, 'NO_PERMISSION', [permission]]);
      }
    },
  );

  test('the export holds the same as a table, and takes Export of forecasts', async () => {
    const { status, text, headers } = await ada.get(EXPORT);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const { adaId } = site.organisation;
    expect(text).toBe(
      [
        'period,start,end,Owner.id,Owner,deals,pipeline,weighted,closed_won',
        `2026-Q1,2026-01-01,2026-03-31,${adaId},Lovelace,5,1500.5,500.4,700`,
        `2026-Q2,2026-04-01,2026-06-30,${adaId},Lovelace,2,300,0,0`,
        '',
      ].join('\r\n'),
    );
    await switchOff('Crm_Implied_Export_Forecasts', 'Crm_Implied_Manage_Reports');
    const refused = await ada.get(EXPORT);
    expect([refused.status, refused.body.details.permissions]).toEqual([
      403,
      ['Crm_Implied_Export_Forecasts'],
    ]);
    expect((await ada.get(PATH)).status).toBe(200);
  });

  test('the right to build reports stands in for the right to export', async () => {
    await switchOff('Crm_Implied_Export_Forecasts');
    expect((await ada.get(EXPORT)).status).toBe(200);
  });
});
