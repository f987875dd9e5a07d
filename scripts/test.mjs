// `npm test`: makes sure the dependencies are there, then runs every check on Node 24 (scripts/check/main.ts).
import { become, ensureDependencies } from './toolchain.mjs';

ensureDependencies();
become('scripts/check/main.ts', process.argv.slice(2));
