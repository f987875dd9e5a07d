import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PHOTO_BYTES, type FieldAccess, type PermissionName } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const told = ({ status, body }: Answer) => [status, body?.code];

/** A picture of 3 × 2 pixels whose bytes are letters, so that an answer's text is what was sent. */
const picture = (mark = 'a', [width, height] = [3, 2]): string =>
  `GIF89a${String.fromCharCode(width ?? 0, 0, height ?? 0, 0)}\u0000\u0000\u0000${mark}`;

function form(content: string | Uint8Array<ArrayBuffer>, name = 'me.png'): FormData {
  const data = new FormData();
  data.append('file', new Blob([content]), name);
  return data;
}

describe.each(DATABASE_KINDS)('photos, on $name', ({ open }) => {
  let database: TestDatabase;
  let site: Site;
  let ada: Browser;
  let grace: Browser;
  /** Ada's own. */
  let recordId: string;
  let permissions: string;

  beforeAll(async () => {
    database = await open();
    site = await openSite(database.database);
    permissions = JSON.stringify(await granted());
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });
  beforeEach(async () => {
    ada = await site.signedIn(site.people.ada);
    grace = await site.signedIn(site.people.grace);
    recordId = await made('Contacts');
  });
  afterEach(() => profile({ permissions, field_access: '{}' }));

  async function granted(): Promise<string[]> {
    const { tenant, salesProfileId } = site.organisation;
    const row = tenant.select('profile').where('id', '=', salesProfileId).select('permissions');
    return (await row.executeTakeFirstOrThrow()).permissions;
  }
  async function profile(change: { permissions?: string; field_access?: string }): Promise<void> {
    const { tenant, salesProfileId } = site.organisation;
    await tenant.update('profile').where('id', '=', salesProfileId).set(change).execute();
  }
  const switchOff = async (...off: PermissionName[]) =>
    profile({
      permissions: JSON.stringify((await granted()).filter((name) => !off.some((one) => one === name))),
    });
  const switchOn = async (...on: PermissionName[]) =>
    profile({ permissions: JSON.stringify([...(await granted()), ...on]) });
  const restrict = (fieldAccess: FieldAccess) => profile({ field_access: JSON.stringify(fieldAccess) });

  async function made(
    module: string,
    fields: object = { Last_Name: 'Kowalski' },
    owner = ada,
  ): Promise<string> {
    const { body } = await owner.post(`/crm/v8/${module}`, { data: [fields] });
    return body.data[0].details.id;
  }
  const path = (of = recordId, module = 'Contacts') => `/crm/v8/${module}/${of}/photo`;
  const upload = (content: string | Uint8Array<ArrayBuffer>, to = path(), browser = ada) =>
    browser.send('POST', to, { body: form(content) });
  const named = async (of = recordId, module = 'Contacts', browser = ada) =>
    (await browser.get(`/crm/v8/${module}/${of}`)).body.data[0].Record_Image;
  const stored = () => site.organisation.tenant.select('record_photo').select('record_id').execute();

  test('a photo is uploaded, shown, replaced and taken away', async () => {
    expect((await ada.get(path())).status).toBe(204);
    const uploaded = await upload(picture());
    expect([uploaded.status, uploaded.body]).toEqual([
      200,
      { code: 'SUCCESS', details: {}, message: 'photo uploaded successfully', status: 'success' },
    ]);
    expect((await ada.get(path())).text).toBe(picture());
    const first = await named();
    await upload(picture('b'));
    expect((await ada.get(path())).text).toBe(picture('b'));
    expect(await named()).not.toBe(first);
    expect(told(await ada.send('DELETE', path()))).toEqual([200, 'SUCCESS']);
    expect([(await ada.get(path())).status, await named()]).toEqual([204, null]);
    expect(await stored()).not.toContainEqual({ record_id: recordId });
  });

  test('a photo is what is in it, cannot act as a page, and is fetched once', async () => {
    await upload(picture());
    const { headers } = await ada.get(path());
    const names = ['content-type', 'x-content-type-options', 'content-security-policy', 'cache-control'];
    expect(names.map((name) => headers.get(name))).toEqual([
      'image/gif',
      'nosniff',
      "default-src 'none'; sandbox",
      'private, no-cache',
    ]);
    const etag = headers.get('etag') ?? '';
    const again = await ada.get(path(), { 'if-none-match': etag });
    expect([again.status, again.text]).toEqual([304, '']);
    await upload(picture('b'));
    expect((await ada.get(path(), { 'if-none-match': etag })).text).toBe(picture('b'));
  });

  test.each([
    ['a page', '<html><script>alert(1)</script></html>', [400, 'INVALID_DATA']],
    ['a drawing that can hold scripts', '<svg xmlns="http://www.w3.org/2000/svg"/>', [400, 'INVALID_DATA']],
    ['nothing', '', [400, 'INVALID_DATA']],
    ['more bytes than fit', new Uint8Array(PHOTO_BYTES + 1), [413, 'REQUEST_TOO_LARGE']],
    [
      'more pixels than fit',
      new Uint8Array(Buffer.from('47494638396188138813000000', 'hex')),
      [400, 'LIMIT_EXCEEDED'],
    ],
  ])('%s is no photo', async (_, content, answer) => {
    expect(told(await upload(content))).toEqual(answer);
    expect(await named()).toBeNull();
  });

  test('the field takes no value, and can be emptied', async () => {
    await upload(picture());
    const write = (value: unknown) =>
      ada.put(`/crm/v8/Contacts/${recordId}`, { data: [{ Record_Image: value }] });
    expect((await write('1')).status).toBe(400);
    expect((await write(null)).status).toBe(200);
    expect((await ada.get(path())).status).toBe(204);
  });

  test('records of other modules have none, and of no module without being there', async () => {
    const task = await made('Tasks', { Subject: 'Call' });
    expect(told(await upload(picture(), path(task, 'Tasks')))).toEqual([400, 'INVALID_MODULE']);
    expect(told(await upload(picture(), path('1')))).toEqual([400, 'INVALID_DATA']);
    expect((await ada.get(path('1'))).status).toBe(204);
  });

  test('who edits the record changes its photo, and who sees it is shown it', async () => {
    const hers = await made('Contacts', { Last_Name: 'Moss' }, grace);
    await upload(picture('hers'), path(hers), grace);
    expect((await ada.get(path(hers))).status).toBe(204);
    expect(told(await upload(picture(), path(hers)))).toEqual([400, 'INVALID_DATA']);
    await switchOn('Crm_Implied_Access_All_Records');
    expect((await ada.get(path(hers))).text).toBe(picture('hers'));
    await upload(picture());
    await switchOff('Crm_Implied_Edit_Contacts');
    expect((await ada.get(path())).text).toBe(picture());
    expect(told(await upload(picture('b')))).toEqual([403, 'NO_PERMISSION']);
    expect(told(await ada.send('DELETE', path()))).toEqual([403, 'NO_PERMISSION']);
  });

  test('a photo is as hidden as its field', async () => {
    await upload(picture());
    await restrict({ Contacts: { Record_Image: 'read_only' } });
    expect((await ada.get(path())).text).toBe(picture());
    expect(told(await upload(picture('b')))).toEqual([403, 'NO_PERMISSION']);
    expect(told(await ada.send('DELETE', path()))).toEqual([403, 'NO_PERMISSION']);
    await restrict({ Contacts: { Record_Image: 'hidden' } });
    expect(told(await ada.get(path()))).toEqual([403, 'NO_PERMISSION']);
    expect(await named()).toBeUndefined();
  });

  test('a photo fills the master of a merge, and goes with a deleted record', async () => {
    const other = await made('Contacts');
    await upload(picture('other'), path(other));
    const merge = [{ data: [{ id: other }] }];
    expect((await ada.post(`/crm/v8/Contacts/${recordId}/actions/merge`, { merge })).status).toBe(201);
    expect((await ada.get(path())).text).toBe(picture('other'));
    expect((await ada.send('DELETE', `/crm/v8/Contacts/${recordId}`)).status).toBe(200);
    const records = (await stored()).map(({ record_id: of }) => of);
    expect([records.includes(recordId), records.includes(other)]).toEqual([false, false]);
  });

  test('the contact that a lead becomes has its photo, unless it is hidden', async () => {
    const convert = async () => {
      const lead = await made('Leads', { Last_Name: 'Moss', Company: 'Moss' });
      await upload(picture('lead'), path(lead, 'Leads'));
      const { body } = await ada.post(`/crm/v8/Leads/${lead}/actions/convert`, { data: [{}] });
      return [lead, body.data[0].details.Contacts.id];
    };
    const [lead, contact] = await convert();
    expect((await ada.get(path(contact))).text).toBe(picture('lead'));
    expect((await ada.get(path(lead, 'Leads'))).text).toBe(picture('lead'));
    expect((await upload(picture('b'), path(lead, 'Leads'))).status).toBe(400);
    await restrict({ Contacts: { Record_Image: 'read_only' } });
    const [, without] = await convert();
    expect((await ada.get(path(without))).status).toBe(204);
  });

  test('lists name the photo, so that it is shown without being asked for', async () => {
    await upload(picture());
    const page = await ada.get('/crm/v8/Contacts?fields=Record_Image,Last_Name');
    expect(page.body.data.find(({ id }: { id: string }) => id === recordId).Record_Image).toBe(await named());
  });
});
