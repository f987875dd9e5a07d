import assert from 'node:assert';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MICROSOFT_CLOUD } from '../config.ts';
import { createGraphSession } from '../graph/session.ts';
import { MAILBOX_MODULES } from './mailbox-modules.ts';

const cloud = nock(MICROSOFT_CLOUD.graphOrigin);
const session = createGraphSession({
  config: {
    clientId: 'app',
    credential: { kind: 'secret', secret: 's' },
    tenant: 'organizations',
    ...MICROSOFT_CLOUD,
  },
  accessToken: async () => 'token',
  dispatch: (start) => start(),
  clientRequestId: () => 'call',
});
const { contacts, meetings } = MAILBOX_MODULES;
const refused = { error: { code: 'ResourceNotFound', message: 'Resource could not be discovered.' } };

beforeAll(() => nock.disableNetConnect());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});
afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  assert.deepEqual(pending, [], 'an expected request was not made');
});

const inside = (id: string, ...value: readonly { id: string; displayName: string }[]) =>
  cloud.get(`/v1.0/me/contactFolders/${id}/childFolders`).query(true).reply(200, { value });

describe('contact folders in contact folders', () => {
  const top = (...ids: readonly string[]) =>
    cloud
      .get('/v1.0/me/contactFolders')
      .query(true)
      .reply(200, { value: ids.map((id) => ({ id, displayName: id.toUpperCase() })) });

  it('are listed with the way to them, each after the one it is in', async () => {
    top('a', 'b');
    inside('a', { id: 'a1', displayName: 'Europe' }, { id: 'a2', displayName: 'Asia' });
    inside('a1', { id: 'a11', displayName: 'France' });
    for (const id of ['a11', 'a2', 'b']) inside(id);
    cloud
      .get('/v1.0/me/contactFolders/contacts')
      .query(true)
      .reply(200, { id: 'f-0', displayName: 'Kontakte' });
    const listing = await contacts.listContainers(session);
    expect(listing.ok && listing.containers.map(({ name }) => name)).toEqual([
      'Kontakte',
      'A',
      'A / Europe',
      'A / Europe / France',
      'A / Asia',
      'B',
    ]);
  });

  it('that go in a circle are each listed once', async () => {
    top('a');
    inside('a', { id: 'b', displayName: 'B' });
    inside('b', { id: 'a', displayName: 'A' });
    cloud.get('/v1.0/me/contactFolders/contacts').query(true).reply(200, { id: 'f-0' });
    const listing = await contacts.listContainers(session);
    expect(listing.ok && listing.containers.map(({ id }) => id)).toEqual(['f-0', 'a', 'b']);
  });

  it('that have no end are a failure, not a part of the list', async () => {
    top(...Array.from({ length: 201 }, (_, index) => `f${index}`));
    cloud
      .get(/childFolders/)
      .times(200)
      .reply(200, { value: [] });
    expect(await contacts.listContainers(session)).toMatchObject({
      ok: false,
      failure: { code: 'TooManyFolders' },
    });
  });
});

describe('the default contact folder', () => {
  const folders = () => {
    cloud
      .get('/v1.0/me/contactFolders')
      .query(true)
      .reply(200, { value: [{ id: 'f-1', displayName: 'Customers' }] });
    inside('f-1');
  };

  it.each([
    ['is known by one of its contacts', 400, { value: [{ id: 'c-1', parentFolderId: 'f-0' }] }, 'f-0'],
    ['goes by its well-known name when it is empty', 400, { value: [] }, 'contacts'],
    ['is looked for whatever the refusal is called', 404, { value: [] }, 'contacts'],
  ])('%s where Graph does not know its name', async (_name, status, listing, id) => {
    folders();
    cloud.get('/v1.0/me/contactFolders/contacts').query(true).reply(status, refused);
    cloud.get('/v1.0/me/contacts').query(true).reply(200, listing);
    expect(await contacts.listContainers(session)).toEqual({
      ok: true,
      containers: [
        { id, name: 'Contacts', isDefault: true, canEdit: true },
        { id: 'f-1', name: 'Customers', isDefault: false, canEdit: true },
      ],
    });
  });

  it('is not guessed at while the mailbox cannot be reached', async () => {
    folders();
    cloud.get('/v1.0/me/contactFolders/contacts').query(true).reply(503);
    expect(await contacts.listContainers(session)).toMatchObject({
      ok: false,
      failure: { class: 'transient' },
    });
  });
});

describe('a list of calendars', () => {
  it('is read to its last page', async () => {
    const next = `${MICROSOFT_CLOUD.graphOrigin}/v1.0/me/calendars?$skip=1`;
    cloud
      .get('/v1.0/me/calendars')
      .query((query) => !('$skip' in query))
      .reply(200, {
        value: [{ id: 'a', name: 'A', isDefaultCalendar: true, canEdit: true }],
        '@odata.nextLink': next,
      });
    cloud
      .get('/v1.0/me/calendars')
      .query({ $skip: '1' })
      .reply(200, { value: [{ id: 'b', name: 'B', canEdit: false }] });
    expect(await meetings.listContainers(session)).toEqual({
      ok: true,
      containers: [
        { id: 'a', name: 'A', isDefault: true, canEdit: true },
        { id: 'b', name: 'B', isDefault: false, canEdit: false },
      ],
    });
  });

  it('that never ends is a failure, not a part of the list', async () => {
    const next = `${MICROSOFT_CLOUD.graphOrigin}/v1.0/me/calendars?$skip=1`;
    cloud.get('/v1.0/me/calendars').query(true).times(50).reply(200, { value: [], '@odata.nextLink': next });
    expect(await meetings.listContainers(session)).toMatchObject({
      ok: false,
      failure: { class: 'transient', code: 'EndlessList' },
    });
  });
});
