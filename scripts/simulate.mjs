// `npm run simulate -- [--minutes N] [--seed S]`: random runs of the sync on Node 24 (test/src/simulation).
import { join } from 'node:path';
import { become, ensureDependencies, root } from './toolchain.mjs';

ensureDependencies();
become(join(root, 'test/src/simulation/simulate.ts'), process.argv.slice(2));
