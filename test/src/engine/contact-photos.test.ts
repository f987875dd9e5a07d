import { beforeEach, describe, expect, it } from 'vitest';
import { readWaitingItems } from '@syncgrant/agent';
import { PHOTO_FIELD, type FieldAccess } from '@syncgrant/core';
import {
  createPhoto,
  inTransaction,
  photoOf,
  readPhoto,
  readPhotoBytes,
  readSetup,
  retryLink,
  Tenant,
  updateRecord,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

const DAY = 24 * 60 * 60_000;

/** A picture of 3 × 2 pixels; the mark tells one from another. */
const picture = (mark: string, size = 0): Buffer =>
  Buffer.concat([
    Buffer.from('474946383961030002000000000000', 'hex').subarray(0, 13),
    Buffer.from(mark),
    Buffer.alloc(size),
  ]);

let company: Company;

async function within<T>(work: (tenant: Tenant) => Promise<T>): Promise<T> {
  return inTransaction(company.deps.db, (transaction) =>
    work(new Tenant(transaction, company.tenant.organisationId)),
  );
}

/** Gives a record a photo as its page does, or takes it away. */
const put = (id: string, bytes: Buffer | null): Promise<void> =>
  within(async (tenant) => {
    const photo = bytes && (await createPhoto(tenant, { recordId: id, contentType: 'image/gif', bytes }));
    const writer = { userId: company.userId, origin: 'user', now: company.clock.now() } as const;
    await updateRecord(
      tenant,
      writer,
      { module: 'Contacts', id },
      { fields: { [PHOTO_FIELD]: photo?.id ?? null } },
    );
  });

async function inCrm(): Promise<Record<string, string | null>> {
  const records = await company.records('contacts');
  const photos = records.map(async ({ fields }): Promise<[string, string | null]> => {
    const id = photoOf(fields);
    const photo = id === null ? null : await readPhoto(company.tenant, id);
    const bytes = photo && (await readPhotoBytes(company.tenant, photo));
    return [String(fields['Last_Name']), bytes && bytes.toString('latin1')];
  });
  return Object.fromEntries(await Promise.all(photos));
}

const items = async (): Promise<GraphAnswer[]> => (await company.graph('GET', '/me/contacts?$top=200')).value;
const itemOf = async (surname: string): Promise<string> =>
  (await items()).find((item) => item.surname === surname).id;

async function batch(request: object): Promise<GraphAnswer> {
  const answer = await company.graph('POST', '/$batch', { requests: [{ id: '1', ...request }] });
  return answer.responses[0];
}
const photoUrl = (id: string) => `/me/contacts/${id}/photo/$value`;
async function putThere(surname: string, bytes: Buffer): Promise<void> {
  const headers = { 'Content-Type': 'image/gif' };
  const url = photoUrl(await itemOf(surname));
  const { status } = await batch({ method: 'PUT', url, headers, body: bytes.toString('base64') });
  if (status !== 200) throw new Error(`not put: ${status}`);
}
async function there(surname: string): Promise<string | null> {
  const { status, body } = await batch({ method: 'GET', url: photoUrl(await itemOf(surname)) });
  return status === 200 ? Buffer.from(body, 'base64').toString('latin1') : null;
}
async function steer(path: string, body: object): Promise<void> {
  const request = new Request(`http://emulator.test/_emulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const answer = await company.emulator.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
}
/** What people can do in Outlook, and no program through Graph. */
const removeThere = async (surname: string): Promise<void> =>
  steer('remove-photo', { mailbox: 'ada@example.test', id: await itemOf(surname) });

const restrict = (access: FieldAccess) =>
  company.tenant
    .update('profile')
    .where('id', '=', company.profileId)
    .set({ field_access: JSON.stringify(access) })
    .execute();

const asked = (from: number) =>
  company.asked(from).flatMap(({ method, path }) => (path.includes('/photo/') ? [method] : []));
const outcomes = async () =>
  (
    await company.tenant
      .select('outcome')
      .orderBy('id')
      .select(['kind', 'side', 'reason', 'message'])
      .execute()
  ).filter(({ message }) => message.includes('photo'));
const setupRow = async () => {
  const setup = await readSetup(company.tenant, company.userId, 'contacts');
  if (setup === null) throw new Error('no setup');
  return setup;
};
const waiting = async () => (await readWaitingItems(company.tenant, await setupRow())).items;
const A = picture('a').toString('latin1');
const B = picture('b').toString('latin1');

describe.each(EITHER_DATABASE)('photos of contacts on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });
  let hopper: string;
  beforeEach(async () => {
    hopper = (await company.addRecord('contacts', { Last_Name: 'Hopper' })).id;
    await company.graph('POST', '/me/contacts', { givenName: 'Alan', surname: 'Turing' });
  });
  /** Ticks a day later, when Microsoft is asked again. */
  const aDayLater = async () => {
    company.clock.advance(DAY + 60_000);
    await company.settle();
  };

  it('go along both ways, and a further run asks for none', async () => {
    await put(hopper, picture('a'));
    await putThere('Turing', picture('b'));
    await company.enable('contacts', { photos: true });
    expect([await there('Hopper'), await inCrm()]).toEqual([A, { Hopper: A, Turing: B }]);
    const before = company.emulator.log.length;
    expect(await company.tick()).toMatchObject({ requests: 1, more: false });
    expect(asked(before)).toEqual([]);
  });

  it('stay where they are unless the user wants them', async () => {
    await put(hopper, picture('a'));
    await putThere('Turing', picture('b'));
    const before = company.emulator.log.length;
    await company.enable('contacts');
    expect([asked(before), await inCrm()]).toEqual([[], { Hopper: A, Turing: null }]);
  });

  describe('that both sides agreed on', () => {
    beforeEach(async () => {
      await put(hopper, picture('a'));
      await putThere('Turing', picture('a'));
      await company.enable('contacts', { photos: true });
      await company.settle();
    });

    it('go at once when they are changed in the CRM, and within a day when they are at Microsoft', async () => {
      await put(hopper, picture('b'));
      await putThere('Turing', picture('b'));
      await company.settle();
      expect([await there('Hopper'), (await inCrm())['Turing']]).toEqual([B, A]);
      await aDayLater();
      expect(await inCrm()).toEqual({ Hopper: B, Turing: B });
    });

    it('are those of the CRM when both were changed, or of the side that is to win', async () => {
      await put(hopper, picture('b'));
      await putThere('Hopper', picture('c'));
      await company.settle();
      expect(await there('Hopper')).toBe(B);
      await company.configure('contacts', { conflictPolicy: 'microsoft', photos: true });
      await put(hopper, picture('d'));
      await putThere('Hopper', picture('e'));
      await company.settle();
      expect((await inCrm())['Hopper']).toBe(picture('e').toString('latin1'));
    });

    it('cannot be removed at Microsoft, which is told, and do not come back', async () => {
      await put(hopper, null);
      await aDayLater();
      await aDayLater();
      expect([await there('Hopper'), (await inCrm())['Hopper']]).toEqual([A, null]);
      expect((await outcomes()).filter(({ reason }) => reason === 'photo_stays')).toHaveLength(1);
    });

    it('are removed in the CRM once they are missing at Microsoft for a day', async () => {
      await removeThere('Turing');
      await aDayLater();
      expect((await inCrm())['Turing']).toBe(A);
      expect((await outcomes()).at(-1)).toMatchObject({ kind: 'held', reason: 'photo_missing' });
      await company.graph('PATCH', `/me/contacts/${await itemOf('Turing')}`, { jobTitle: 'Dr' });
      await company.settle();
      expect((await inCrm())['Turing']).toBe(A);
      await aDayLater();
      expect((await inCrm())['Turing']).toBeNull();
    });

    it('neither arrive nor leave while the permission is off, and do afterwards', async () => {
      await company.setPermission('Crm_Implied_Mscontact_Sync', false);
      await put(hopper, picture('b'));
      await putThere('Turing', picture('b'));
      const before = company.emulator.log.length;
      await aDayLater();
      expect(asked(before)).toEqual([]);
      await company.setPermission('Crm_Implied_Mscontact_Sync', true);
      await company.settle();
      expect([await there('Hopper'), await inCrm()]).toEqual([B, { Hopper: B, Turing: B }]);
    });

    it.each([
      ['hidden', [A, A]],
      ['read_only', [B, A]],
    ] as const)('go as far as a field allows that is %s', async (access, [hopperThere, turingHere]) => {
      await restrict({ Contacts: { [PHOTO_FIELD]: access } });
      await put(hopper, picture('b'));
      await putThere('Turing', picture('b'));
      await aDayLater();
      expect([await there('Hopper'), (await inCrm())['Turing']]).toEqual([hopperThere, turingHere]);
    });

    it('reach a contact that is made again, and the record keeps its own', async () => {
      await company.graph('DELETE', `/me/contacts/${await itemOf('Hopper')}`);
      await company.changeRecord('contacts', hopper, { Title: 'Dr' });
      await company.settle();
      await aDayLater();
      await aDayLater();
      expect([await there('Hopper'), (await inCrm())['Hopper']]).toEqual([A, A]);
    });
  });

  it('of which Microsoft makes other files come to rest', async () => {
    await steer('behaviour', { contactPhoto: 'reencoded' });
    await put(hopper, picture('a'));
    await company.enable('contacts', { photos: true });
    const sent = await there('Hopper');
    expect(sent).not.toBe(A);
    const before = company.emulator.log.length;
    await aDayLater();
    await aDayLater();
    expect([asked(before).includes('PUT'), (await inCrm())['Hopper']]).toEqual([false, A]);
  });

  it('too large for Microsoft wait, and go once they are smaller', async () => {
    await put(hopper, picture('a', 3_000_000));
    await company.enable('contacts', { photos: true });
    expect(await there('Hopper')).toBeNull();
    expect(await outcomes()).toMatchObject([{ kind: 'held', reason: 'photo_too_large' }]);
    expect(await waiting()).toMatchObject([{ title: 'Hopper', reason: 'photo_too_large', who: 'user' }]);
    await put(hopper, picture('b'));
    await company.settle();
    expect([await there('Hopper'), await waiting()]).toEqual([B, []]);
  });

  it('wait no longer once the user wants none', async () => {
    await put(hopper, picture('a', 3_000_000));
    await company.enable('contacts', { photos: true });
    await company.configure('contacts', { photos: false });
    await company.settle();
    expect(await waiting()).toEqual([]);
  });

  it('that are refused wait alone, are listed, and can be tried at once', async () => {
    const refused = { status: 400, body: { error: { code: 'ErrorInvalidImage', message: 'Not this one.' } } };
    await put(hopper, picture('a'));
    await putThere('Turing', picture('b'));
    company.emulator.addFaults([{ match: { method: 'PUT', path: '/photo/' }, action: refused }]);
    await company.enable('contacts', { photos: true });
    expect([await there('Hopper'), (await inCrm())['Turing']]).toEqual([null, B]);
    const [item, ...others] = await waiting();
    expect([item?.title, item?.kind, others]).toEqual(['Hopper', 'failed', []]);
    const setup = await setupRow();
    await within((tenant) => retryLink(tenant, setup.id, item?.id ?? ''));
    await company.settle();
    expect([await there('Hopper'), await waiting()]).toEqual([A, []]);
  });

  it('of many contacts follow in batches of twenty, a hundred in a run, after the first sync', async () => {
    for (let index = 0; index < 130; index += 1) {
      await company.graph('POST', '/me/contacts', { givenName: 'No', surname: `${index}` });
    }
    await company.connect('contacts');
    await company.configure('contacts', { photos: true });
    await company.settle();
    await company.start('contacts');
    const before = company.emulator.log.length;
    expect(await company.tick()).toMatchObject({ more: true });
    expect(asked(before)).toEqual([]);
    const batches = async () => {
      const from = company.emulator.log.length;
      const result = await company.tick();
      return { ...result, photos: asked(from).length };
    };
    expect(await batches()).toMatchObject({ requests: 6, more: true, photos: 100 });
    expect(await batches()).toMatchObject({ requests: 3, more: false, photos: 31 });
    expect(await batches()).toMatchObject({ requests: 1, more: false, photos: 0 });
  });

  it('that are no pictures stay at Microsoft', async () => {
    await putThere('Turing', Buffer.from('no picture'));
    await company.enable('contacts', { photos: true });
    expect((await inCrm())['Turing']).toBeNull();
    expect(await outcomes()).toMatchObject([{ kind: 'held', reason: 'photo_unusable' }]);
  });

  it('are sent again when nobody heard whether they arrived', async () => {
    await steer('behaviour', { contactPhoto: 'reencoded' });
    await company.enable('contacts', { photos: true, conflictPolicy: 'microsoft' });
    await put(hopper, picture('a'));
    company.emulator.addFaults([
      { match: { method: 'PUT', path: '/photo/' }, action: { loseResponse: true } },
    ]);
    await company.settle();
    company.clock.advance(60 * 60_000);
    await company.settle();
    expect([(await there('Hopper')) !== null, (await inCrm())['Hopper']]).toEqual([true, A]);
  });
});
