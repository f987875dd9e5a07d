import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ATTACHMENT_BYTES, ATTACHMENTS_PER_IMPORT, ATTACHMENTS_PER_RECORD } from '@syncgrant/contracts';
import type { PermissionName } from '@syncgrant/core';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import type { Answer, Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';

const told = ({ status, body }: Answer) => [status, body?.code];

/** A form with files under the name `file`, and texts. */
function form(
  files: readonly (readonly [name: string, content: string | Uint8Array<ArrayBuffer>])[],
  texts = {},
): FormData {
  const data = new FormData();
  for (const [name, content] of files) data.append('file', new Blob([content]), name);
  for (const [name, text] of Object.entries<string>(texts)) data.append(name, text);
  return data;
}

describe.each(DATABASE_KINDS)('attachments, on $name', ({ open }) => {
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
    recordId = await newContact(ada);
  });
  afterEach(async () => {
    await site.organisation.tenant.delete('attachment').execute();
    await setPermissions(permissions);
  });

  async function newContact(owner: Browser): Promise<string> {
    const { body } = await owner.post('/crm/v8/Contacts', { data: [{ Last_Name: 'Kowalski' }] });
    return body.data[0].details.id;
  }

  /** What Ada's profile may. */
  async function granted(): Promise<string[]> {
    const { tenant, salesProfileId } = site.organisation;
    const profile = tenant.select('profile').where('id', '=', salesProfileId).select('permissions');
    return (await profile.executeTakeFirstOrThrow()).permissions;
  }
  async function setPermissions(names: string): Promise<void> {
    const { tenant, salesProfileId } = site.organisation;
    await tenant.update('profile').where('id', '=', salesProfileId).set({ permissions: names }).execute();
  }
  const permit = async (change: (names: string[]) => string[]) =>
    setPermissions(JSON.stringify(change(await granted())));
  const switchOff = (...off: PermissionName[]) =>
    permit((names) => names.filter((name) => !off.some((one) => one === name)));
  const switchOn = (...on: PermissionName[]) => permit((names) => [...new Set([...names, ...on])]);
  const everyonesRecords = () => switchOn('Crm_Implied_Access_All_Records');

  const fill = (of: string, count: number) =>
    site.organisation.tenant
      .insert(
        'attachment',
        Array.from({ length: count }, (_, index) => ({
          record_id: of,
          file_name: `${index}.txt`,
          size: 0,
          created_by: site.organisation.adaId,
          created_at: site.clock.now(),
        })),
      )
      .execute();

  const path = (of = recordId) => `/crm/v8/Contacts/${of}/Attachments`;
  const send = (browser: Browser, body: FormData, to = path()) => browser.send('POST', to, { body });
  async function attach(
    browser: Browser,
    name = 'plan.txt',
    content: string | Uint8Array<ArrayBuffer> = 'the plan',
    of = recordId,
  ) {
    const { status, body, text } = await send(browser, form([[name, content]]), path(of));
    if (status !== 200) throw new Error(`not attached: ${text}`);
    return String(body.data[0].details.id);
  }
  const stored = async () => ({
    files: await site.organisation.tenant.select('attachment').orderBy('id').selectAll().execute(),
    parts: await site.organisation.tenant.select('attachment_part').selectAll().execute(),
  });

  test('a file is uploaded, listed, downloaded as it was, and deleted', async () => {
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index % 251);
    const uploaded = await send(ada, form([['plan.bin', bytes]]));
    expect([uploaded.status, uploaded.body.data[0].code, uploaded.body.data[0].message]).toEqual([
      200,
      'SUCCESS',
      'attachment uploaded successfully',
    ]);
    const { id, Created_By } = uploaded.body.data[0].details;
    expect(Created_By).toEqual({ id: site.organisation.adaId, name: 'Lovelace' });

    const listed = await ada.get(path());
    expect(listed.body.info).toEqual({ page: 1, per_page: 200, count: 1, more_records: false });
    expect(listed.body.data).toEqual([
      expect.objectContaining({
        id,
        File_Name: 'plan.bin',
        Size: '3000000',
        Parent_Id: { id: recordId, name: 'Kowalski' },
        Created_By: { id: site.organisation.adaId, name: 'Lovelace' },
        $type: 'Attachment',
        $se_module: 'Contacts',
      }),
    ]);

    const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const download = await fetch(`${site.url}${path()}/${id}`, { headers: { cookie } });
    expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
    expect(download.headers.get('content-length')).toBe('3000000');

    expect((await ada.send('DELETE', `${path()}/${id}`)).body.data[0]).toMatchObject({
      code: 'SUCCESS',
      details: { id },
    });
    expect((await ada.get(path())).status).toBe(204);
    expect((await ada.get(`${path()}/${id}`)).status).toBe(204);
    expect(await stored()).toEqual({ files: [], parts: [] });
  });

  test('the list goes by page, newest first, with the fields that are asked for', async () => {
    const ids = [await attach(ada, 'a.txt'), await attach(ada, 'b.txt'), await attach(ada, 'c.txt')];
    const page = await ada.get(`${path()}?fields=File_Name&per_page=2`);
    expect(page.body.info).toMatchObject({ count: 2, more_records: true });
    expect(page.body.data.map((file: { id: string }) => file.id)).toEqual([ids[2], ids[1]]);
    expect(page.body.data[0]).toEqual(expect.not.objectContaining({ Size: expect.anything() }));
    expect((await ada.get(`${path()}?per_page=2&page=2`)).body.data).toHaveLength(1);
    expect((await ada.get(`${path()}?ids=${ids[1]}`)).body.data).toHaveLength(1);
    expect(told(await ada.get(`${path()}?fields=Nope`))).toEqual([400, 'INVALID_DATA']);
  });

  test('several files are deleted at once, and those that are not there are told', async () => {
    const ids = [await attach(ada), await attach(ada)];
    const { status, body } = await ada.send('DELETE', `${path()}?ids=${ids.join(',')},1`);
    expect([status, body.data.map((item: { code: string }) => item.code)]).toEqual([
      207,
      ['SUCCESS', 'SUCCESS', 'INVALID_DATA'],
    ]);
    expect((await stored()).files).toEqual([]);
  });

  describe('permissions', () => {
    const all = (id: string): readonly (readonly [PermissionName, () => Promise<Answer>])[] => [
      ['Crm_Implied_View_Attachments', () => ada.get(path())],
      ['Crm_Implied_View_Attachments', () => ada.get(`${path()}/${id}`)],
      ['Crm_Implied_Create_Attachments', () => send(ada, form([['x.txt', 'x']]))],
      ['Crm_Implied_Delete_Attachments', () => ada.send('DELETE', `${path()}/${id}`)],
      ['Crm_Implied_Delete_Attachments', () => ada.send('DELETE', `${path()}?ids=${id}`)],
    ];

    test('each of View, Create and Delete is asked for', async () => {
      const id = await attach(ada);
      const before = await stored();
      await switchOff('Crm_Implied_Create_Attachments', 'Crm_Implied_Delete_Attachments');
      expect((await ada.get(path())).status).toBe(200);
      expect((await ada.get(`${path()}/${id}`)).status).toBe(200);
      await switchOff('Crm_Implied_View_Attachments');
      for (const [permission, call] of all(id)) {
        const { status, body } = await call();
        expect([status, body.code]).toEqual([403, 'NO_PERMISSION']);
        expect([permission, 'Crm_Implied_View_Attachments']).toContain(body.details.permissions[0]);
      }
      expect(await stored()).toEqual(before);
    });

    test('a file is deleted by those who may delete files, and by nobody else', async () => {
      const id = await attach(ada);
      await switchOff('Crm_Implied_Delete_Attachments');
      const refused = await ada.send('DELETE', `${path()}/${id}`);
      expect([refused.status, refused.body.details.permissions]).toEqual([
        403,
        ['Crm_Implied_Delete_Attachments'],
      ]);
      expect((await grace.send('DELETE', `${path()}/${id}`)).status).toBe(200);
    });

    test('who may not see the module reaches no file of it', async () => {
      const id = await attach(ada);
      await switchOff('Crm_Implied_View_Contacts');
      for (const [, call] of all(id)) expect(told(await call())).toEqual([403, 'NO_PERMISSION']);
    });

    test('files of records that the caller does not see are as if they were not there', async () => {
      const foreign = await newContact(grace);
      const id = await attach(grace, 'secret.txt', 'secret', foreign);
      const before = await stored();
      const calls = async (of: string, file: string) => [
        told(await ada.get(path(of))),
        told(await ada.get(`${path(of)}/${file}`)),
        told(await send(ada, form([['x.txt', 'x']]), path(of))),
        told(await ada.send('DELETE', `${path(of)}/${file}`)),
      ];
      expect(await calls(foreign, id)).toEqual(await calls('4', '5'));
      expect(await calls(foreign, id)).toEqual([
        [204, undefined],
        [204, undefined],
        [400, 'INVALID_DATA'],
        [400, 'INVALID_DATA'],
      ]);
      expect(await stored()).toEqual(before);
    });

    test('a file is reached by its own record only', async () => {
      const id = await attach(ada);
      const other = await newContact(ada);
      expect((await ada.get(`${path(other)}/${id}`)).status).toBe(204);
      expect((await ada.send('DELETE', `${path(other)}/${id}`)).status).toBe(400);
      expect((await ada.get(`/crm/v8/Leads/${recordId}/Attachments/${id}`)).status).toBe(204);
    });

    test('another organisation reaches nothing', async () => {
      const id = await attach(ada);
      const other = await site.signedIn(site.people.other);
      expect((await other.get(path())).status).toBe(204);
      expect((await other.get(`${path()}/${id}`)).status).toBe(204);
      expect(told(await send(other, form([['x', 'x']])))).toEqual([400, 'INVALID_DATA']);
      expect(told(await other.send('DELETE', `${path()}/${id}`))).toEqual([400, 'INVALID_DATA']);
      expect((await ada.get(path())).body.data).toHaveLength(1);
    });

    test('a form from another site is refused', async () => {
      const { status, body } = await ada.send('POST', path(), {
        body: form([['x.txt', 'x']]),
        headers: { origin: 'https://evil.example' },
      });
      expect([status, body.code]).toEqual([403, 'CSRF_CHECK_FAILED']);
      ada.csrfToken = null;
      expect(told(await send(ada, form([['x.txt', 'x']])))).toEqual([403, 'CSRF_CHECK_FAILED']);
      expect((await stored()).files).toEqual([]);
    });
  });

  test('files of a deleted record are out of reach, and no file is attached to it', async () => {
    const id = await attach(ada);
    await ada.send('DELETE', `/crm/v8/Contacts/${recordId}`);
    expect((await ada.get(path())).status).toBe(204);
    expect((await ada.get(`${path()}/${id}`)).status).toBe(204);
    expect(told(await send(ada, form([['x.txt', 'x']])))).toEqual([400, 'INVALID_DATA']);
  });

  describe('names', () => {
    test.each([
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\ada\\plan.pdf', 'plan.pdf'],
      ['Zażółć gęślą — 计划.pdf', 'Zażółć gęślą — 计划.pdf'],
      [`it's "quoted"; x=y.html`, `it's %22quoted%22; x=y.html`],
      ['.htaccess', '.htaccess'],
      [`${'n'.repeat(251)}.pdf`, `${'n'.repeat(251)}.pdf`],
    ])('%s is kept as %s, and its download is a file to save', async (name, kept) => {
      const id = await attach(ada, name, '<script>alert(1)</script>');
      expect((await ada.get(path())).body.data[0].File_Name).toBe(kept);
      const { headers, text } = await ada.get(`${path()}/${id}`);
      expect(text).toBe('<script>alert(1)</script>');
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-disposition')).toMatch(/^attachment; filename="/);
      expect(savedAs(headers.get('content-disposition') ?? '')).toBe(kept);
    });

    test.each(['', '.', '..', '   ', 'a\u0000b', 'a\u0007b', 'fdp.\u202Eexe', 'n'.repeat(256)])(
      'a file named %j is refused',
      async (name) => {
        const { status, body } = await send(ada, form([[name, 'x']]));
        expect([status, body.code, body.details.json_path]).toEqual([400, 'INVALID_DATA', '$.file[0]']);
        expect((await stored()).files).toEqual([]);
      },
    );
  });

  describe('forms', () => {
    const formHeaders = ({ cookies, csrfToken }: Browser) => ({
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf-token': csrfToken ?? '',
      'content-type': 'multipart/form-data; boundary=b',
    });
    const raw = (body: string | Uint8Array<ArrayBuffer>, type = 'multipart/form-data; boundary=b') =>
      ada.send('POST', path(), { body, headers: { 'content-type': type } });
    const part = (headers: string, content: string) => `--b\r\n${headers}\r\n\r\n${content}\r\n`;
    const FILE = 'Content-Disposition: form-data; name="file"; filename="x.txt"';

    test.each([
      ['JSON', '{"file":"x"}', 'application/json'],
      ['no type', 'x', ''],
      ['urlencoded', 'file=x', 'application/x-www-form-urlencoded'],
    ])('%s is not taken', async (_, body, type) => {
      expect(told(await raw(body, type))).toEqual([415, 'INVALID_DATA']);
    });

    test.each([
      ['no boundary', part(FILE, 'x'), 'multipart/form-data'],
      ['another boundary', `${part(FILE, 'x')}--b--`, 'multipart/form-data; boundary=c'],
      ['an end that is missing', part(FILE, 'x')],
      ['a part that breaks off', `--b\r\n${FILE}\r\n\r\nhalf`],
      ['headers that break off', `--b\r\n${FILE}`],
      ['nothing at all', ''],
      ['noise', 'x'.repeat(100_000)],
    ])('%s is told, and nothing is stored', async (_, body, type?: string) => {
      const answer = await raw(body, type);
      expect(answer.status).toBe(400);
      expect(['INVALID_DATA', 'MANDATORY_NOT_FOUND']).toContain(answer.body.code);
      expect((await stored()).files).toEqual([]);
    });

    test('a form without its file says which part is missing', async () => {
      const { status, body } = await send(ada, form([]));
      expect([status, body.code, body.details.api_name]).toEqual([400, 'MANDATORY_NOT_FOUND', 'file']);
    });

    test('a text in the place of the file, a part that is not known and a second file are refused', async () => {
      expect(told(await send(ada, form([], { file: 'x' })))).toEqual([400, 'INVALID_DATA']);
      const strange = await send(ada, form([['x.txt', 'x']], { title: 'x' }));
      expect([...told(strange), strange.body.details.api_name]).toEqual([400, 'INVALID_DATA', 'title']);
      const two = await send(
        ada,
        form([
          ['x.txt', 'x'],
          ['y.txt', 'y'],
        ]),
      );
      expect([...told(two), two.body.details.limit]).toEqual([400, 'LIMIT_EXCEEDED', 1]);
      const polluting = form([['x.txt', 'x']]);
      polluting.append('__proto__', 'x');
      expect((await send(ada, polluting)).body.details.api_name).toBe('__proto__');
      const twice = form([], { title: 'x' });
      twice.append('title', 'y');
      expect(told(await send(ada, twice))).toEqual([400, 'INVALID_DATA']);
      expect((await stored()).files).toEqual([]);
    });

    test('a file of the largest size is taken, and one byte more is not', async () => {
      expect((await send(ada, form([['x', new Uint8Array(ATTACHMENT_BYTES)]]))).status).toBe(200);
      const { status, body } = await send(ada, form([['x', new Uint8Array(ATTACHMENT_BYTES + 1)]]));
      expect([status, body.code, body.details.maximum_length]).toEqual([
        413,
        'REQUEST_TOO_LARGE',
        ATTACHMENT_BYTES,
      ]);
      expect((await stored()).files).toHaveLength(1);
    });

    test('a body that does not say how long it is ends at the limit too', async () => {
      const piece = new Uint8Array(1_048_576);
      let sent = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (sent === 0) controller.enqueue(new TextEncoder().encode(`--b\r\n${FILE}\r\n\r\n`));
          sent += 1;
          if (sent > 40) controller.close();
          else controller.enqueue(piece);
        },
      });
      const response = await fetch(`${site.url}${path()}`, {
        method: 'POST',
        body: stream,
        duplex: 'half',
        headers: formHeaders(ada),
      });
      expect(response.status).toBe(413);
      await response.body?.cancel();
      expect((await stored()).files).toEqual([]);
    });

    test('who uploads too much at once is asked to come back, and others go on', async () => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      const slow = fetch(`${site.url}/crm/v8/Contacts/actions/import_attachments`, {
        method: 'POST',
        body: readable,
        duplex: 'half',
        headers: formHeaders(ada),
      });
      await writer.write(new TextEncoder().encode(`--b\r\n${FILE}\r\n\r\n`));
      const file = form([['x', new Uint8Array(8 * 1_048_576)]]);
      await expect.poll(async () => (await send(ada, file)).status).toBe(429);
      expect((await send(grace, file)).status).toBe(200);
      await writer.write(new TextEncoder().encode('x\r\n--b--\r\n'));
      await writer.close();
      expect((await slow).status).toBe(400);
      expect((await send(ada, file)).status).toBe(200);
    });

    test('JSON elsewhere keeps its own, smaller limit', async () => {
      const { status, body } = await ada.post('/crm/v8/Contacts', {
        data: [{ Last_Name: 'x'.repeat(2_000_000) }],
      });
      expect([status, body.code]).toEqual([413, 'REQUEST_TOO_LARGE']);
    });
  });

  describe('import', () => {
    const IMPORT = '/crm/v8/Contacts/actions/import_attachments';
    type Line = readonly [file: string, record: string];
    const importing = (browser: Browser, files: readonly string[], lines: readonly Line[], query = '') =>
      send(
        browser,
        form(
          files.map((name) => [name, `content of ${name}`]),
          { mapping: JSON.stringify(lines.map(([file, record]) => ({ file, record }))) },
        ),
        `${IMPORT}${query}`,
      );
    const outcomes = ({ body }: Answer) =>
      body.data.map((item: { file: string; record: string | null; code: string }) => [
        item.file,
        item.record,
        item.code,
      ]);

    test('each file goes to its record, and those that cannot are told one by one', async () => {
      const other = await newContact(ada);
      const answer = await importing(
        ada,
        ['a.txt', 'b.txt', 'twin.txt', 'twin.txt', 'spare.txt'],
        [
          ['a.txt', recordId],
          ['b.txt', other],
          ['missing.txt', other],
          ['twin.txt', other],
          ['a.txt', other],
        ],
      );
      expect(answer.status).toBe(207);
      expect(outcomes(answer)).toEqual([
        ['a.txt', recordId, 'SUCCESS'],
        ['b.txt', other, 'SUCCESS'],
        ['missing.txt', other, 'INVALID_DATA'],
        ['twin.txt', other, 'DUPLICATE_DATA'],
        ['a.txt', other, 'DUPLICATE_DATA'],
        ['spare.txt', null, 'MANDATORY_NOT_FOUND'],
      ]);
      expect(answer.body.info).toEqual({ count: 2, dry_run: false });
      expect(answer.body.data[2].details.json_path).toBe('$.mapping[2].file');
      const [, file] = (await stored()).files;
      expect([file?.record_id, file?.file_name, file?.created_by]).toEqual([
        other,
        'b.txt',
        site.organisation.adaId,
      ]);
      expect((await ada.get(`${path(other)}/${file?.id}`)).text).toBe('content of b.txt');
    });

    test('a dry run says the same and changes nothing', async () => {
      const foreign = await newContact(grace);
      const lines: Line[] = [
        ['a.txt', recordId],
        ['b.txt', foreign],
        ['c.txt', '4'],
      ];
      const before = await stored();
      const rehearsed = await importing(ada, ['a.txt', 'b.txt', 'c.txt'], lines, '?dry_run=true');
      expect(rehearsed.body.info).toEqual({ count: 1, dry_run: true });
      expect(await stored()).toEqual(before);
      const done = await importing(ada, ['a.txt', 'b.txt', 'c.txt'], lines);
      expect([rehearsed.status, outcomes(rehearsed)]).toEqual([done.status, outcomes(done)]);
    });

    test('a dry run counts the files that it promised to a record', async () => {
      await fill(recordId, ATTACHMENTS_PER_RECORD - 1);
      const lines: Line[] = [
        ['a.txt', recordId],
        ['b.txt', recordId],
      ];
      const rehearsed = await importing(ada, ['a.txt', 'b.txt'], lines, '?dry_run=true');
      const done = await importing(ada, ['a.txt', 'b.txt'], lines);
      expect(outcomes(rehearsed).map(([, , code]: string[]) => code)).toEqual(['SUCCESS', 'LIMIT_REACHED']);
      expect(outcomes(rehearsed)).toEqual(outcomes(done));
    });

    test('own records take Import, and records of others Import for the organisation besides', async () => {
      const foreign = await newContact(grace);
      await everyonesRecords();
      const lines: Line[] = [
        ['a.txt', recordId],
        ['b.txt', foreign],
      ];
      await switchOn('Crm_Implied_Import_Attachments', 'Crm_Implied_Import_Org_Attachments');
      expect((await importing(ada, ['a.txt', 'b.txt'], lines)).status).toBe(200);

      await switchOff('Crm_Implied_Import_Org_Attachments');
      const partly = await importing(ada, ['a.txt', 'b.txt'], lines);
      expect([partly.status, outcomes(partly)]).toEqual([
        207,
        [
          ['a.txt', recordId, 'SUCCESS'],
          ['b.txt', foreign, 'NO_PERMISSION'],
        ],
      ]);
      expect(partly.body.data[1].details.permissions).toEqual(['Crm_Implied_Import_Org_Attachments']);

      await switchOff('Crm_Implied_Import_Attachments');
      const before = await stored();
      const refused = await importing(ada, ['a.txt', 'b.txt'], lines);
      expect([refused.status, refused.body.details.permissions]).toEqual([
        403,
        ['Crm_Implied_Import_Attachments'],
      ]);
      expect(await stored()).toEqual(before);
    });

    test('a record of another module takes no file, and neither does a deleted one', async () => {
      const { body } = await ada.post('/crm/v8/Leads', { data: [{ Last_Name: 'L', Company: 'C' }] });
      const gone = await newContact(ada);
      await ada.send('DELETE', `/crm/v8/Contacts/${gone}`);
      const answer = await importing(
        ada,
        ['a.txt', 'b.txt'],
        [
          ['a.txt', body.data[0].details.id],
          ['b.txt', gone],
        ],
      );
      expect([answer.status, outcomes(answer).map(([, , code]: string[]) => code)]).toEqual([
        400,
        ['INVALID_DATA', 'INVALID_DATA'],
      ]);
      expect((await stored()).files).toEqual([]);
    });

    test.each([
      ['no mapping', {}, 'mapping'],
      ['a mapping that is no JSON', { mapping: '{' }, 'mapping'],
      ['an empty mapping', { mapping: '[]' }, 'mapping'],
      ['an id that is none', { mapping: '[{"file":"a.txt","record":"x"}]' }, 'record'],
      ['a strange column', { mapping: '[{"file":"a.txt","record":"1","to":"1"}]' }, 'to'],
    ])('%s is refused by name', async (_, texts, name) => {
      const { status, body } = await send(ada, form([['a.txt', 'a']], texts), IMPORT);
      const error = body.mapping?.[0] ?? body;
      expect([status, error.details.api_name]).toEqual([400, name]);
      expect((await stored()).files).toEqual([]);
    });

    test('more than fifty files are refused', async () => {
      const names = Array.from({ length: ATTACHMENTS_PER_IMPORT + 1 }, (_, index) => `${index}.txt`);
      const { status, body } = await importing(ada, names, [['0.txt', recordId]]);
      expect([status, body.code, body.details.limit]).toEqual([
        400,
        'LIMIT_EXCEEDED',
        ATTACHMENTS_PER_IMPORT,
      ]);
      expect((await stored()).files).toEqual([]);
    });
  });

  test('a record has room for a hundred files', async () => {
    await fill(recordId, ATTACHMENTS_PER_RECORD - 1);
    const both = await Promise.all([send(ada, form([['a.txt', 'a']])), send(ada, form([['b.txt', 'b']]))]);
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400]);
    expect(both.find(({ status }) => status === 400)?.body).toMatchObject({
      code: 'LIMIT_REACHED',
      details: { limit: ATTACHMENTS_PER_RECORD },
    });
  });
});

/** The name that a browser saves a download under. */
function savedAs(disposition: string): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)$/.exec(disposition)?.[1];
  return encoded === undefined ? /filename="(.*)"$/.exec(disposition)?.[1] : decodeURIComponent(encoded);
}
