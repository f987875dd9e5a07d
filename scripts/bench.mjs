// `npm run bench`: lists the benchmarks in test/src/bench. `npm run bench -- <name> [arguments]`: runs one on Node 24.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { become, ensureDependencies, fail, root } from './toolchain.mjs';

ensureDependencies();
const folder = join(root, 'test/src/bench');
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => file.slice(0, -3))
  : [];
const [name, ...args] = process.argv.slice(2);
if (name === undefined) {
  console.log(
    names.length === 0
      ? 'There are no benchmarks.'
      : `Benchmarks:\n${names.map((known) => `  npm run bench -- ${known}`).join('\n')}`,
  );
} else if (names.includes(name)) {
  const file = join(folder, `${name}.ts`);
  // One that names a service's variable gets the services, unless they are given.
  const needsServices = readFileSync(file, 'utf8').includes('SYNCGRANT_TEST_');
  if (needsServices) become(join(root, 'scripts/with-services/main.ts'), [file, ...args]);
  else become(file, args);
} else {
  fail(`There is no benchmark ${name}. There are: ${names.join(', ')}`);
}
