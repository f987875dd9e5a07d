/**
 * What every process of the product is put together from; only `main.ts` files and the standalone product use it.
 *
 * - `run-process`: environment, signals, exit codes
 * - `needed-variables`: what a process of its own cannot do without
 * - `open-product-database`, `open-redis-queue`, `compose-engine`: the parts that web server and agent share
 * - `invite-first-administrator`: an organisation for an empty database
 * - `start-failure`: why a process cannot start, as a sentence
 */
export { composeEngine, inMicrosoftCloud, type EngineParts } from './compose-engine.ts';
export { inviteFirstAdministrator } from './invite-first-administrator.ts';
export { needVariables, type NeededVariable } from './needed-variables.ts';
export { openProductDatabase } from './open-product-database.ts';
export { openRedisQueue } from './open-redis-queue.ts';
export { runProcess, type ProcessOptions, type Running } from './run-process.ts';
export { failingWith, reasonOf, StartFailure } from './start-failure.ts';
