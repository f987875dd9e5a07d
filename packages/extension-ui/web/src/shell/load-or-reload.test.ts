import { expect, test, vi } from 'vitest';
import { loadOrReload } from './load-or-reload.ts';

function openTab() {
  const stored = new Map<string, string>();
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  };
  return { storage, reload: vi.fn<() => void>() };
}
const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
const settled = async (script: Promise<unknown>) =>
  Promise.race([
    script.then(
      () => 'loaded',
      () => 'failed',
    ),
    new Promise((done) => setTimeout(done, 0, 'open')),
  ]);

test('a script that is gone reloads the page once, then fails', async () => {
  const tab = openTab();
  expect(await settled(loadOrReload(gone, { ...tab, build: 'main-1.js' }))).toBe('open');
  expect(tab.reload).toHaveBeenCalledTimes(1);
  expect(await settled(loadOrReload(gone, { ...tab, build: 'main-1.js' }))).toBe('failed');
  expect(tab.reload).toHaveBeenCalledTimes(1);
});

test('the next deployment reloads the page again', async () => {
  const tab = openTab();
  await settled(loadOrReload(gone, { ...tab, build: 'main-1.js' }));
  expect(await settled(loadOrReload(gone, { ...tab, build: 'main-2.js' }))).toBe('open');
  expect(tab.reload).toHaveBeenCalledTimes(2);
});

test('a script that loads reloads nothing', async () => {
  const tab = openTab();
  expect(await loadOrReload(async () => 'script', { ...tab, build: 'main-1.js' })).toBe('script');
  expect(tab.reload).not.toHaveBeenCalled();
});
