import { expect, test } from 'vitest';
import { ANN, type Graph, runRound, signIn, startEmulator } from '../testing/fixture.ts';

/** A folder in a folder in a folder, with a contact in each. */
async function nested(graph: Graph) {
  const folders: string[] = [];
  for (const displayName of ['Customers', 'Europe', 'France']) {
    const parent = folders.at(-1);
    const path = parent === undefined ? '/me/contactFolders' : `/me/contactFolders/${parent}/childFolders`;
    folders.push((await graph('POST', path, { displayName })).body.id);
  }
  const contacts: string[] = [];
  for (const folder of folders) {
    const path = `/me/contactFolders/${folder}/contacts`;
    contacts.push((await graph('POST', path, { givenName: 'A' })).body.id);
  }
  return { folders, contacts };
}

test('folders are listed level by level, and each has a delta of its own contacts', async () => {
  const graph = await signIn(startEmulator(), ANN.upn);
  const { folders, contacts } = await nested(graph);
  const [top, middle, lowest] = folders;
  const list = async (path: string) =>
    (await graph('GET', path)).body.value.map((folder: { displayName: string }) => folder.displayName);
  expect(await list('/me/contactFolders')).toEqual(['Customers']);
  expect(await list(`/me/contactFolders/${top}/childFolders`)).toEqual(['Europe']);
  expect((await graph('GET', `/me/contactFolders/${lowest}`)).body).toEqual({
    '@odata.context': 'http://emulator.test/v1.0/$metadata#contactFolders/$entity',
    id: lowest,
    parentFolderId: middle,
    displayName: 'France',
  });
  const state = new Map<string, unknown>();
  await runRound(graph, `/me/contactFolders/${middle}/contacts/delta`, state);
  expect([...state.keys()]).toEqual([contacts[1]]);
  expect((await graph('GET', `/me/contacts/${contacts[2]}`)).body.parentFolderId).toBe(lowest);
});

test('a deleted folder takes along everything below it, and deltas say so', async () => {
  const graph = await signIn(startEmulator(), ANN.upn);
  const { folders, contacts } = await nested(graph);
  const state = new Map<string, unknown>();
  const link = await runRound(graph, '/me/contactFolders/delta', state);
  expect([...state.keys()]).toEqual(folders);
  await graph('DELETE', `/me/contactFolders/${folders[0]}`);
  await runRound(graph, link, state);
  expect([...state.keys()]).toEqual([]);
  for (const id of contacts) expect((await graph('GET', `/me/contacts/${id}`)).status).toBe(404);
  const gone = await graph('GET', `/me/contactFolders/${folders[2]}/contacts/delta`);
  expect([gone.status, gone.body.error.code]).toEqual([404, 'ErrorItemNotFound']);
});
