import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const checker = join(import.meta.dirname, '../../../scripts/boundaries/main.ts');
const packages = [
  'core',
  'contracts',
  'store',
  'microsoft',
  'agent',
  'extension-ui',
  'emulator',
  'standalone',
];

let house: string;

beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'syncgrant-boundaries-'));
  for (const name of packages) {
    write(
      `packages/${name}/package.json`,
      JSON.stringify({ name: `@syncgrant/${name}`, dependencies: { pg: '1.0.0' } }),
    );
    write(`packages/${name}/src/index.ts`, 'export const here = true;');
  }
});

afterEach(() => rmSync(house, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}

function check(): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [checker, house], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('the boundary check fails and names the file', () => {
  test.each([
    ['core imports a package', 'packages/core/src/a.ts', `import '@syncgrant/contracts';`],
    [
      'core imports a type of a package',
      'packages/core/src/a.ts',
      `import type { here } from '@syncgrant/store';`,
    ],
    [
      'core refers to a type of a package',
      'packages/core/src/a.ts',
      `type A = import('@syncgrant/store').here;`,
    ],
    ['core uses Node', 'packages/core/src/a.ts', `import 'node:fs';`],
    ['core uses Node by its old name', 'packages/core/src/a.ts', `import 'fs';`],
    ['core reads the clock', 'packages/core/src/a.ts', 'export const now = new Date();'],
    ['contracts imports upwards', 'packages/contracts/src/a.ts', `import '@syncgrant/store';`],
    ['store imports microsoft', 'packages/store/src/a.ts', `import '@syncgrant/microsoft';`],
    ['microsoft imports store', 'packages/microsoft/src/a.ts', `import '@syncgrant/store';`],
    ['agent imports the server', 'packages/agent/src/a.ts', `export * from '@syncgrant/extension-ui';`],
    ['production code imports the emulator', 'packages/agent/src/a.ts', `import '@syncgrant/emulator';`],
    ['an import is dynamic', 'packages/agent/src/a.ts', `await import('@syncgrant/standalone');`],
    ['a test of store imports the emulator', 'packages/store/src/a.test.ts', `import '@syncgrant/emulator';`],
    ['a test of microsoft imports store', 'packages/microsoft/src/a.test.ts', `import '@syncgrant/store';`],
    ['the web client imports store', 'packages/extension-ui/web/src/a.tsx', `import '@syncgrant/store';`],
    [
      'the web client imports the server',
      'packages/extension-ui/web/src/a.tsx',
      `import '../../src/index.ts';`,
    ],
    ['the server imports the web client', 'packages/extension-ui/src/a.ts', `import '../web/src/main.ts';`],
    ['the emulator imports core', 'packages/emulator/src/a.ts', `import '@syncgrant/core';`],
    ['production code imports a devDependency', 'packages/agent/src/a.ts', `import 'vitest';`],
    ['an import goes past the index', 'packages/agent/src/a.ts', `import '@syncgrant/store/src/index.ts';`],
    ['an import goes by a path', 'packages/agent/src/a.ts', `import '../../store/src/index.ts';`],
    ['a package imports the tests', 'packages/agent/src/a.ts', `import '../../../test/src/support.ts';`],
  ])('when %s', (_, file, text) => {
    write('packages/extension-ui/web/src/main.ts', 'export const here = true;');
    write('test/src/support.ts', 'export const here = true;');
    write(file, text);
    const { status, output } = check();
    expect(output).toContain(file);
    expect(status).toBe(1);
  });
});

test('the boundary check passes when every import follows an arrow', () => {
  write('packages/contracts/src/a.ts', `import '@syncgrant/core';`);
  write('packages/store/src/a.ts', `import '@syncgrant/contracts'; import 'node:fs'; import 'pg';`);
  write('packages/microsoft/src/a.test.ts', `import '@syncgrant/emulator';`);
  write(
    'packages/agent/src/a.ts',
    `import '@syncgrant/store'; import '@syncgrant/microsoft'; import './index.ts';`,
  );
  write('packages/extension-ui/src/a.ts', `import '@syncgrant/agent';`);
  write(
    'packages/extension-ui/web/src/a.tsx',
    `import { here } from '@syncgrant/core'; export const page = <p>{here}</p>;`,
  );
  write('packages/emulator/src/a.ts', `import '@syncgrant/contracts';`);
  write('packages/standalone/src/main.ts', packages.map((name) => `import '@syncgrant/${name}';`).join('\n'));
  write('test/src/a.test.ts', packages.map((name) => `import '@syncgrant/${name}';`).join('\n'));
  const { status, output } = check();
  expect(output).toContain(' 0 violations');
  expect(status).toBe(0);
});
