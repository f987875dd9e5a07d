import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

describe.each(DATABASE_KINDS)('rows of a subform, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let product: string;
  let quote: string;

  beforeAll(async () => {
    database = await open();
    site = await openSite(database.database);
    ada = await site.signedIn(site.people.ada);
    product = await create('Products', { Product_Name: 'Lamp' });
  });
  beforeEach(async () => {
    const row = (quantity: number) => ({ Product_Name: { id: product }, Quantity: quantity, Discount: 1 });
    quote = await create('Quotes', { Subject: 'Offer', Quoted_Items: [row(1), row(2)] });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const create = async (module: string, record: object): Promise<string> =>
    (await ada.post(`/crm/v8/${module}`, { data: [record] })).body.data[0].details.id;
  const rows = async (): Promise<{ id: string; Quantity: number; Discount: number }[]> =>
    (await ada.get(`/crm/v8/Quotes/${quote}`)).body.data[0].Quoted_Items;
  const change = (items: readonly object[]) =>
    ada.put(`/crm/v8/Quotes/${quote}`, { data: [{ Quoted_Items: items }] });

  test('each row has an id of its own, and keeps it with what a change does not say', async () => {
    const [first, second] = await rows();
    expect(first?.id).toMatch(/^\d+$/);
    expect(second?.id).not.toBe(first?.id);
    expect(
      (
        await change([
          { id: second?.id, Quantity: 9 },
          { Product_Name: { id: product }, Quantity: 3 },
        ])
      ).status,
    ).toBe(200);
    const [kept, added, ...others] = await rows();
    expect(kept).toMatchObject({ id: second?.id, Quantity: 9, Discount: 1 });
    expect([first?.id, second?.id]).not.toContain(added?.id);
    expect(others).toEqual([]);
  });

  test('a row of another record is refused by its place, and nothing changes', async () => {
    const before = await rows();
    const { status, body } = await change([{ id: product, Quantity: 9 }]);
    expect([status, body.data[0].code, body.data[0].details.json_path]).toEqual([
      400,
      'INVALID_DATA',
      '$.data[0].Quoted_Items[0].id',
    ]);
    expect(await rows()).toEqual(before);
  });
});
