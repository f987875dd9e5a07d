/**
 * Imported before the simulation's program: whoever reads the process's clock or starts a timer while a run's own clock stands in
 * for it is told of on the error output, which no run may have.
 */
import timers from 'node:timers/promises';
import { syncBuiltinESMExports } from 'node:module';

const running = performance.now.bind(performance);
const isRun = (): boolean => globalThis.Date !== poisoned;
const tell = (what: string): void => {
  if (isRun()) process.stderr.write(`${what}: ${new Error('read amid a run').stack}\n`);
};

const poisoned: DateConstructor = new Proxy(Date, {
  construct(target, args, newTarget) {
    if (args.length === 0) tell('Date');
    return Reflect.construct(target, args, newTarget);
  },
  get(target, name, receiver) {
    if (name === 'now') tell('Date.now');
    return Reflect.get(target, name, receiver);
  },
});
globalThis.Date = poisoned;
performance.now = () => {
  tell('performance.now');
  return running();
};
const overdue = <T extends typeof setTimeout | typeof setInterval>(start: T, what: string): T =>
  new Proxy(start, {
    apply(target, self, args: Parameters<T>) {
      if (args[1]) tell(what);
      return Reflect.apply(target, self, args);
    },
  });
globalThis.setTimeout = overdue(globalThis.setTimeout, 'setTimeout');
globalThis.setInterval = overdue(globalThis.setInterval, 'setInterval');
const wait = timers.setTimeout;
timers.setTimeout = (ms, value, options) => {
  if (ms) tell('a timer that is awaited');
  return wait(ms, value, options);
};
syncBuiltinESMExports();
