// Checks that packages import only what the architecture lets them: `node scripts/boundaries/main.ts [folder of the repository]`.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import {
  folderNamed,
  folderOf,
  mayImport,
  mayReadTheClock,
  mayUseDevDependencies,
  mayUseNode,
  sourceFile,
  type SourceFile,
} from './house.ts';
import { referencesOf } from './references.ts';

process.chdir(process.argv[2] ?? '.');

const files = globSync('{packages/*/src,packages/*/*/src,test/src,scripts}/**/*.{ts,tsx,mjs}')
  .map((path) => sourceFile(path))
  .filter((file) => file !== undefined);
const violations = files.flatMap((file) => violationsIn(file));
for (const violation of violations) console.error(violation);
console.log(`${files.length} modules, ${violations.length} violations`);
process.exitCode = violations.length === 0 ? 0 : 1;

function violationsIn(file: SourceFile): string[] {
  const { imports, readsTheClock } = referencesOf(file.path, readFileSync(file.path, 'utf8'));
  const wrong = imports.flatMap(({ specifier, typeOnly }) => {
    const objection = objectionTo(file, specifier, typeOnly);
    return objection === undefined ? [] : [`${file.path} imports ${specifier}: ${objection}`];
  });
  if (readsTheClock && !mayReadTheClock(file))
    wrong.push(`${file.path} reads the clock: here the time is an argument`);
  return wrong;
}

function objectionTo(file: SourceFile, specifier: string, typeOnly: boolean): string | undefined {
  if (specifier.startsWith('.')) {
    const target = folderOf(posix.join(posix.dirname(file.path), specifier));
    return target === file.folder ? undefined : 'another package is imported by its name, not by a path';
  }
  if (specifier.startsWith('@syncgrant/')) {
    const target = folderNamed(specifier);
    if (target === undefined) return 'another package is imported through its index.ts';
    return mayImport(file, target) ? undefined : `${file.folder} may not import ${target}`;
  }
  if (isBuiltin(specifier)) return mayUseNode(file) ? undefined : 'this code runs in the browser too';
  if (typeOnly || mayUseDevDependencies(file)) return undefined;
  return dependenciesOf(file.folder).includes(packageName(specifier))
    ? undefined
    : 'production code imports what its package.json lists under dependencies';
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function dependenciesOf(folder: string): string[] {
  const manifest = `${folder}/package.json`;
  if (!existsSync(manifest)) return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the format of package.json
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies ?? {});
}
