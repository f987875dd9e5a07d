import type { IForbiddenRuleType } from 'dependency-cruiser';

const core = 'packages/core';
const contracts = 'packages/contracts';
const store = 'packages/store';
const microsoft = 'packages/microsoft';
const agent = 'packages/agent';
const server = 'packages/extension-ui';
const web = 'packages/extension-ui/web';
const emulator = 'packages/emulator';
const standalone = 'packages/standalone';

/** Which folder may import which others. What is not listed is forbidden. */
const arrows: Record<string, readonly string[]> = {
  [core]: [],
  [contracts]: [core],
  [store]: [core, contracts],
  [microsoft]: [core, contracts],
  [agent]: [core, contracts, store, microsoft],
  [server]: [core, contracts, store, microsoft, agent],
  [web]: [core, contracts],
  [emulator]: [contracts],
  [standalone]: [core, contracts, store, microsoft, agent, server, emulator],
  test: [core, contracts, store, microsoft, agent, server, emulator, standalone],
  scripts: [],
};

/** Their tests run against the emulator, which their production code must not know. */
const testedOnTheEmulator = [microsoft, agent, server];

/** What the browser loads, so what Node alone has is out of reach. The core is there and is pure besides. */
const inTheBrowser = [core, contracts, web];

const folders = Object.keys(arrows);
const test = String.raw`\.test\.tsx?$`;

export const rules: IForbiddenRuleType[] = [
  ...folders.map((folder) =>
    forbid({
      name: `${folder} may import ${arrows[folder]?.join(', ') || 'no other package'}`,
      from: { path: filesOf(folder), ...(testedOnTheEmulator.includes(folder) ? { pathNot: test } : {}) },
      to: { path: folders.map(filesOf), pathNot: [folder, ...(arrows[folder] ?? [])].map(filesOf) },
    }),
  ),
  ...testedOnTheEmulator.map((folder) =>
    forbid({
      name: `tests of ${folder} may import what it may, and the emulator`,
      from: { path: `${filesOf(folder)}.*${test}` },
      to: { path: folders.map(filesOf), pathNot: [folder, emulator, ...(arrows[folder] ?? [])].map(filesOf) },
    }),
  ),
  forbid({
    name: 'other packages are imported by their name, not by a path',
    from: { path: `^(${[web, 'packages/[^/]+', 'test', 'scripts'].join('|')})/` },
    to: { dependencyTypes: ['local'], path: folders.map(filesOf), pathNot: '^$1/' },
  }),
  forbid({
    name: 'other packages are imported through their index.ts, and only if package.json names them',
    from: {},
    to: { couldNotResolve: true, path: '^@syncgrant/' },
  }),
  forbid({
    name: 'this code runs in the browser too',
    from: { path: inTheBrowser.map((folder) => `${filesOf(folder)}src/`), pathNot: test },
    to: { dependencyTypes: ['core'] },
  }),
  forbid({
    name: 'no-dev-dependency',
    comment:
      'production code imports dependencies; devDependencies are for tests (and for web, which is bundled)',
    from: { path: '^packages/', pathNot: [test, filesOf(web)] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  }),
];

/** A pattern for the files of a folder, without those of a package inside it. */
function filesOf(folder: string): string {
  const inner = folders.filter((other) => other.startsWith(`${folder}/`));
  return `^${folder}/${inner.map((other) => `(?!${other.slice(folder.length + 1)}/)`).join('')}`;
}

function forbid(rule: IForbiddenRuleType): IForbiddenRuleType {
  return { severity: 'error', ...rule };
}
