import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

test('every dependency of every package is pinned to one version', () => {
  const manifests = globSync('{.,test,packages/*,packages/*/web}/package.json', { cwd: root });
  expect(manifests.length).toBeGreaterThan(5);
  const loose = manifests.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
      .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
      .filter(([, version]) => version !== 'workspace:*' && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${path}: ${name} ${version}`);
  });
  expect(loose).toEqual([]);
});

test('turbo runs the same pnpm that installs', () => {
  const { packageManager, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(packageManager).toBe(`pnpm@${devDependencies.pnpm}`);
});
