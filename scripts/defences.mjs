// `npm run defences -- [complaint ...]`: takes each defence out of a copy of the code; its test must fail (test/src/complaints).
import { join } from 'node:path';
import { become, ensureDependencies, root } from './toolchain.mjs';

ensureDependencies();
become(join(root, 'test/src/complaints/main.ts'), process.argv.slice(2));
