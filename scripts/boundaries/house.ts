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
const arrows = new Map<string, readonly string[]>([
  [core, []],
  [contracts, [core]],
  [store, [core, contracts]],
  [microsoft, [core, contracts]],
  [agent, [core, contracts, store, microsoft]],
  [server, [core, contracts, store, microsoft, agent]],
  [web, [core, contracts]],
  [emulator, [contracts]],
  [standalone, [core, contracts, store, microsoft, agent, server, emulator]],
  ['test', [core, contracts, store, microsoft, agent, server, emulator, standalone]],
  ['scripts', []],
]);

/** Their tests run against the emulator, which their production code must not know. */
const testedOnTheEmulator = [microsoft, agent, server];

/** What the browser loads, so what Node alone has is out of reach. The core is there, and is pure besides. */
const inTheBrowser = [core, contracts, web];

/** Bundled or never shipped: what they import is a devDependency. */
const withoutDependencies = [web, 'test', 'scripts'];

/** The folders, those inside others first. */
const folders = [...arrows.keys()].toSorted((a, b) => b.length - a.length);

/** A source file as the rules see it. */
export interface SourceFile {
  path: string;
  folder: string;
  /** A test or what only tests use: `*.test.ts`, `test-*.ts`, `testing-*.ts`, `testing/`. */
  isTest: boolean;
}

export function sourceFile(path: string): SourceFile | undefined {
  const folder = folderOf(path);
  return folder === undefined
    ? undefined
    : { path, folder, isTest: /\.test\.tsx?$|\/test(ing)?(-[\w-]+)?(\.ts$|\/)/.test(path) };
}

/** The folder a file belongs to; `undefined` for one outside of them all. */
export function folderOf(path: string): string | undefined {
  return folders.find((folder) => path.startsWith(`${folder}/`));
}

/** The folder of the package of that name, `@syncgrant/...`. */
export function folderNamed(name: string): string | undefined {
  const own = name.slice('@syncgrant/'.length);
  return folders.find((folder) => folder === own || folder.endsWith(`/${own}`));
}

export function mayImport({ folder, isTest }: SourceFile, target: string): boolean {
  if (target === folder || arrows.get(folder)?.includes(target)) return true;
  return isTest && target === emulator && testedOnTheEmulator.includes(folder);
}

export function mayUseNode({ folder, isTest }: SourceFile): boolean {
  return isTest || !inTheBrowser.includes(folder);
}

export function mayUseDevDependencies({ folder, isTest }: SourceFile): boolean {
  return isTest || withoutDependencies.includes(folder);
}

export function mayReadTheClock({ folder, isTest }: SourceFile): boolean {
  return isTest || folder !== core;
}
