import { expect, test } from 'vitest';
import { ANN, ORIGIN, SEED, signIn, startEmulator, tokenRequest } from '../testing/fixture.ts';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const start = () => signIn(startEmulator(), ANN.upn);
const get = (id: string, url = '/me') => ({ id, method: 'GET', url });

test('answers belong to their requests by id, not by order', async () => {
  const graph = await start();
  const requests = [
    { id: 'a', method: 'POST', url: '/me/contacts', headers: JSON_TYPE, body: { givenName: 'G' } },
    get('b', '/me/contacts/nonsense'),
    get('c'),
  ];
  const { status, body } = await graph('POST', '/$batch', { requests });
  expect(status).toBe(200);
  const byId = Object.fromEntries(
    body.responses.map((response: { id: string; status: number }) => [response.id, response.status]),
  );
  expect(byId).toEqual({ a: 201, b: 400, c: 200 });
  expect(body.responses.map((response: { id: string }) => response.id)).not.toEqual(['a', 'b', 'c']);
});

test('what depends on a failed request fails with 424, the rest goes on', async () => {
  const graph = await start();
  const requests = [get('1', '/me/contacts/nonsense'), { ...get('2'), dependsOn: ['1'] }, get('3')];
  const { responses } = (await graph('POST', '/$batch', { requests })).body;
  expect(
    Object.fromEntries(
      responses.map((response: { id: string; status: number }) => [response.id, response.status]),
    ),
  ).toEqual({ 1: 400, 2: 424, 3: 200 });
});

test.each([
  ['more than twenty requests', Array.from({ length: 21 }, (_, at) => get(String(at)))],
  ['ids that differ in case only', [get('a'), get('A')]],
  ['a body without a content type', [{ id: '1', method: 'POST', url: '/me/contacts', body: {} }]],
  ['an absolute address', [get('1', 'https://graph.microsoft.com/v1.0/me')]],
  ['a batch in a batch', [{ id: '1', method: 'POST', url: '/$batch', headers: JSON_TYPE, body: {} }]],
  ['a dependency that is not there', [{ ...get('1'), dependsOn: ['9'] }]],
])('%s: the whole batch is refused', async (_, requests) => {
  expect((await (await start())('POST', '/$batch', { requests })).status).toBe(400);
});

test('a request needs a token, a living user, the scope and a mailbox', async () => {
  const emulator = startEmulator();
  const bare = await emulator.fetch(new Request(`${ORIGIN}/v1.0/me`));
  expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm=""']);

  const [user] = SEED.users ?? [];
  if (!user) throw new Error('The seed has no user.');
  emulator.seed({
    users: [
      {
        ...user,
        oid: '72f988bf-0000-4000-8000-0000000000c1',
        upn: 'few@tenant.example',
        consents: ['Contacts.Read'],
        mailbox: true,
      },
    ],
  });
  emulator.seed({
    users: [
      { ...user, oid: '72f988bf-0000-4000-8000-0000000000c2', upn: 'none@tenant.example', mailbox: false },
    ],
  });
  const call = async (username: string, method: string, path: string) => {
    const { access_token: token = '' } = await tokenRequest(emulator, {
      grant_type: 'password',
      username,
      password: 'password',
    });
    const response = await emulator.fetch(
      new Request(`${ORIGIN}/v1.0${path}`, { method, headers: { authorization: `Bearer ${token}` } }),
    );
    return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
  };
  expect(await call('few@tenant.example', 'GET', '/me/contacts')).toEqual([200, undefined]);
  expect(await call('few@tenant.example', 'POST', '/me/contacts')).toEqual([403, 'ErrorAccessDenied']);
  expect(await call('none@tenant.example', 'GET', '/me')).toEqual([200, undefined]);
  expect(await call('none@tenant.example', 'GET', '/me/contacts')).toEqual([
    404,
    'MailboxNotEnabledForRESTAPI',
  ]);
});

test('ids may change with a move in a batch, whatever it prefers, and name the same items', async () => {
  const emulator = startEmulator({ behaviour: { batchIgnoresIdType: true } });
  const graph = await signIn(emulator, ANN.upn);
  const prefer = { prefer: 'IdType="ImmutableId"' };
  const { id } = (await graph('POST', '/me/contacts', { givenName: 'A' }, prefer)).body;
  const url = '/me/contactFolders/contacts/contacts/delta';
  const batch = async (method: string, path: string) =>
    (await graph('POST', '/$batch', { requests: [{ id: '1', method, url: path, headers: prefer }] })).body
      .responses[0];
  expect((await batch('GET', url)).headers['Preference-Applied']).toBe('odata.track-changes');
  const { value, '@odata.deltaLink': link } = (await batch('GET', url)).body;
  const [row] = value;
  expect(row.givenName).toBe('A');
  expect(row.id).not.toBe(id);
  expect((await graph('GET', `/me/contacts/${row.id}`, undefined, prefer)).body.id).toBe(id);
  expect((await batch('DELETE', `/me/contacts/${id}`)).status).toBe(204);
  expect((await batch('GET', link.slice(`${ORIGIN}/v1.0`.length))).body.value).toEqual([
    { '@odata.type': '#microsoft.graph.contact', id: row.id, '@removed': { reason: 'deleted' } },
  ]);
});
