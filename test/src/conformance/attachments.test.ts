import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram, type Program } from './program.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];
const SCOPES = ['ZohoCRM.modules.Contacts.READ', 'ZohoCRM.modules.attachments.ALL'];

const BYTES = Buffer.from(Uint8Array.from({ length: 200_000 }, (_, index) => index % 251));

describe.each(SDKS)('$name', ({ load }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let program: Program;
  let folder: string;
  /** Ada's own. */
  let recordId: bigint;

  beforeAll(async () => {
    sdk = await load();
    folder = mkdtempSync(join(tmpdir(), 'syncgrant-files-'));
    database = await open();
    site = await openSite(database.database);
    const grace = await site.signedIn(site.people.grace);
    const ada = await site.signedIn(site.people.ada);
    const { body } = await ada.post('/crm/v8/Contacts', { data: [{ Last_Name: 'Kowalski' }] });
    recordId = BigInt(body.data[0].details.id);
    program = await registerProgram(site, grace, SCOPES);
    const { refreshToken } = await program.tokensFrom(ada);
    await actWith(sdk, program, { refreshToken });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const files = () => new sdk.Attachments.AttachmentsOperations();

  function bodyOf(name: string) {
    const path = join(folder, name);
    writeFileSync(path, BYTES);
    const body = new sdk.Attachments.FileBodyWrapper();
    body.setFile(new sdk.StreamWrapper(name, createReadStream(path)));
    return body;
  }

  /** The details of what was done, or the refusal. */
  function done(answer: { getObject(): unknown; getStatusCode(): number }) {
    const [item] = held(answer, sdk.Attachments.ActionWrapper).getData();
    if (!(item instanceof sdk.Attachments.SuccessResponse)) throw new Error('not a success');
    return item.getDetails();
  }
  const idOf = (details: Map<string, unknown>) => BigInt(String(details.get('id')));
  const upload = async (name: string) =>
    idOf(done(await files().uploadAttachments(recordId, 'Contacts', bodyOf(name))));

  test('a file is uploaded, listed, downloaded with its name, and deleted', async () => {
    const id = await upload('plan.pdf');

    const parameters = new sdk.ParameterMap();
    await parameters.add(
      sdk.Attachments.GetAttachmentsParam.FIELDS,
      'id,File_Name,Size,Parent_Id,Created_By',
    );
    const list = held(
      await files().getAttachments(recordId, 'Contacts', parameters),
      sdk.Attachments.ResponseWrapper,
    );
    const [file] = list.getData();
    expect([file?.getId(), file?.getFileName(), file?.getSize(), file?.getType()]).toEqual([
      id,
      'plan.pdf',
      '200000',
      'Attachment',
    ]);
    expect([file?.getParentId().getId(), file?.getParentId().getName()]).toEqual([recordId, 'Kowalski']);
    expect([list.getInfo().getCount(), list.getInfo().getMoreRecords()]).toEqual([1, false]);

    const answer = await files().getAttachment(id, recordId, 'Contacts');
    // In the Node.js SDK the object of a download is a promise.
    const object: unknown = await Promise.resolve(answer.getObject());
    if (!(object instanceof sdk.Attachments.FileBodyWrapper)) throw new Error('no file');
    const download = object.getFile();
    expect(download.getName()).toBe('plan.pdf');
    expect(Buffer.compare(Buffer.from(bytesOf(download.getStream())), BYTES)).toBe(0);

    expect(idOf(done(await files().deleteAttachment(id, recordId, 'Contacts')))).toBe(id);
    expect((await files().getAttachments(recordId, 'Contacts')).getStatusCode()).toBe(204);
  });

  test('several files are deleted by their ids', async () => {
    const ids = [await upload('a.txt'), await upload('b.txt')];
    const parameters = new sdk.ParameterMap();
    await parameters.add(sdk.Attachments.DeleteAttachmentsParam.IDS, ids.join(','));
    const answer = await files().deleteAttachments(recordId, 'Contacts', parameters);
    expect(held(answer, sdk.Attachments.ActionWrapper).getData()).toHaveLength(2);
    expect((await files().getAttachments(recordId, 'Contacts')).getStatusCode()).toBe(204);
  });

  test('a refusal is held with its code and details', async () => {
    const unknown = await files().uploadAttachments(4n, 'Contacts', bodyOf('x.txt'));
    expect(refusalOf(held(unknown, sdk.Attachments.APIException))).toMatchObject({ code: 'INVALID_DATA' });
    const absent = await files().deleteAttachment(5n, recordId, 'Contacts');
    expect(refusalOf(held(absent, sdk.Attachments.APIException)).code).toBe('INVALID_DATA');
    const elsewhere = await files().getAttachments(recordId, 'Leads');
    expect(refusalOf(held(elsewhere, sdk.Attachments.APIException)).code).toBe('OAUTH_SCOPE_MISMATCH');
  });
});

/** The SDKs say that they hold a stream, and hold what was read of it. */
function bytesOf(stream: unknown): Uint8Array {
  if (stream instanceof Uint8Array) return stream;
  throw new Error(`no bytes, but ${typeof stream}`);
}
