// `npm test`: makes sure the dependencies are there, then runs every check on Node 24 (scripts/check/main.ts).
import { become, ensureDependencies, nodePath } from './toolchain.mjs';

ensureDependencies();
become(nodePath, ['scripts/check/main.ts', ...process.argv.slice(2)]);
