import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FolderInUseError, lockFolder } from './folder-lock.ts';
import { openDatabase } from './open-database.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'syncgrant-folder-'));
});
afterAll(() => rm(parent, { recursive: true }));

/** Another process that opens the folder and writes; resolves once it has. */
async function otherProcess(folder: string) {
  const program = `
    import { openDatabase } from ${JSON.stringify(new URL('open-database.ts', import.meta.url).href)};
    const database = await openDatabase({ dataDir: ${JSON.stringify(folder)} });
    await database.pool.query('CREATE TABLE public.note AS SELECT 42 AS id');
    process.stdout.write('ready');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

test('a folder that another process has open is refused by name, and free again when that process is killed', async () => {
  const folder = join(parent, 'shared');
  const child = await otherProcess(folder);
  const refusal = await openDatabase({ dataDir: folder }).catch((error) => error);
  expect(refusal).toBeInstanceOf(FolderInUseError);
  expect(refusal.message).toContain(folder);
  expect(refusal.message).toContain(`process ${child.pid}`);

  child.kill('SIGKILL');
  await once(child, 'exit');
  const database = await openDatabase({ dataDir: folder });
  expect((await database.pool.query('SELECT id FROM public.note')).rows).toEqual([{ id: 42 }]);

  await database.pool.query('UPDATE public.note SET id = 43');
  await database.close();
  const again = await openDatabase({ dataDir: folder });
  expect((await again.pool.query('SELECT id FROM public.note')).rows).toEqual([{ id: 43 }]);
  await again.close();
}, 60_000);

test('one process cannot take a folder twice, and can take it again after giving it back', () => {
  const folder = join(parent, 'own');
  const unlock = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(FolderInUseError);
  unlock();
  lockFolder(folder)();
});

test('a database that fails to open leaves its folder free', async () => {
  const folder = join(parent, 'file');
  await writeFile(folder, 'not a folder');
  await expect(openDatabase({ dataDir: folder })).rejects.toThrow(
    `the database in ${folder} could not be opened`,
  );
  lockFolder(folder)();
});
