import type { ModuleRun } from './module-run.ts';

/** What reading an item of the run's mailbox takes: whose it is, and in which zone. */
export const readContext = ({
  timeZone,
  ownAddresses,
}: ModuleRun): { readonly timeZone: string; readonly ownAddresses: readonly string[] } => ({
  timeZone,
  ownAddresses,
});
