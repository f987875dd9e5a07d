import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { pino } from 'pino';
import { DEFAULT_TIMING, dispatch, type EngineDeps, runTick, type TickQueue } from '@syncgrant/agent';
import { createEntra } from '@syncgrant/microsoft';
import { createKysely, type Database, DecisionContexts, type Schema } from '@syncgrant/store';
import { Cloud } from './cloud.ts';
import { decree } from './decree.ts';
import type { Defect } from './defects.ts';
import { emptyDatabase } from './empty-database.ts';
import { Office } from './office.ts';
import type { Person } from './person.ts';
import { MICROSOFT } from './outlook.ts';
import { People } from './people.ts';
import { rest } from './rest.ts';
import { SeededRandom } from './seeded-random.ts';
import { SimulatedProcess } from './simulated-process.ts';
import { SimulatedQueue } from './simulated-queue.ts';
import { modulesOf, type Step, type Trouble } from './step.ts';
import { VirtualTime } from './virtual-time.ts';
import { LawBroken } from './law-broken.ts';
import { Witness } from './witness.ts';

export interface RunOptions {
  readonly database: Database;
  /** Asked-for ticks as the database announces them; emptied by the run. */
  readonly wakeUps: Wanted[];
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly defect?: Defect;
  /** Told of everything that happens, line by line. */
  readonly watch?: (line: string) => void;
}

export type Wanted = Omit<Parameters<TickQueue['enqueueTick']>[0], 'reason'>;

export interface RunResult {
  /** Of everything that happened, in order. */
  readonly hash: string;
  readonly lines: number;
  /** Faults of Microsoft and of the network, deaths, and what happened in the midst of runs. */
  readonly troubles: number;
  readonly broken: LawBroken | null;
}

/** Between two steps. */
const STEP_MS = 3_000;
/** Does the steps one after the other on a database that is empty but for its schema, then rests; nothing else decides what happens. */
export async function simulate(options: RunOptions): Promise<RunResult> {
  const time = new VirtualTime();
  const restore = time.install();
  const hash = createHash('sha256');
  let lines = 0;
  let troubles = 0;
  const trace = (line: string) => {
    lines += 1;
    if (/^(fault|meanwhile|ended by death)/.test(line)) troubles += 1;
    hash.update(`${line}\n`);
    options.watch?.(line);
  };
  let office: Office | undefined;
  let broken: LawBroken | null = null;
  try {
    await emptyDatabase(options.database);
    options.wakeUps.length = 0;
    office = await Office.open(options.database, time, modulesOf(options.steps));
    const run = new Simulation(options, office, time, trace);
    for (const step of options.steps) await run.take(step);
    await run.take({ do: 'rest' });
  } catch (error) {
    if (!(error instanceof LawBroken)) throw new Error(`seed ${options.seed} failed`, { cause: error });
    trace(error.message);
    broken = error;
  } finally {
    restore();
    await office?.outlook.emulator.close();
  }
  return { hash: hash.digest('hex'), lines, troubles, broken };
}

/** Everything that is about the run as a whole: steps, runs of the agent, rests. */
class Simulation {
  readonly #options: RunOptions;
  readonly #office: Office;
  readonly #time: VirtualTime;
  readonly #witness: Witness;
  readonly #queue = new SimulatedQueue();
  readonly #random: SeededRandom;
  readonly #trace: (line: string) => void;
  readonly #contexts: DecisionContexts;
  readonly #people: People;
  readonly #cloud: Cloud;
  #ids = 0;
  /** Above zero in the midst of a run. */
  #depth = 0;

  constructor(options: RunOptions, office: Office, time: VirtualTime, trace: (line: string) => void) {
    this.#options = options;
    this.#office = office;
    this.#time = time;
    this.#trace = trace;
    this.#random = new SeededRandom(options.seed ^ 0x5eed);
    this.#witness = new Witness(office, trace);
    this.#people = new People(office, this.#witness);
    this.#cloud = new Cloud(office, this.#witness, trace, options.defect);
    this.#contexts = options.defect?.contexts?.() ?? new DecisionContexts();
  }

  async take(step: Step): Promise<void> {
    this.#trace(`step ${JSON.stringify(step)}`);
    this.#time.advance(STEP_MS);
    await this.#witness.lookAtCrm('sync');
    await this.#do(step);
    if (this.#cloud.broken !== null) throw this.#cloud.broken;
  }

  async #do(step: Step): Promise<void> {
    const office = this.#office;
    switch (step.do) {
      case 'create':
        return this.#people.create(step);
      case 'edit':
        return this.#people.edit(step, this.#depth > 0);
      case 'delete':
        return this.#people.delete(step);
      case 'schedule':
        return this.#people.schedule(step);
      case 'occurrence':
        return this.#people.changeOccurrence(step);
      case 'leave out':
        return this.#people.leaveOut(step);
      case 'split':
        return this.#people.split(step);
      case 'give':
        return this.#people.give(step);
      case 'permit':
      case 'restrict':
      case 'assign':
      case 'extension':
      case 'pause':
      case 'disable':
      case 'policy':
      case 'direct':
      case 'revoke sessions':
      case 'revoke consent':
      case 'expire deltas':
      case 'lifecycle':
        return decree(office, step);
      case 'notice':
        return office.post.bring(step, { db: office.db, now: this.#time.now }, this.#trace);
      case 'clock':
        this.#time.advance(step.ms);
        return;
      case 'fault':
        this.#cloud.fault = step;
        return;
      case 'wake': {
        const wanted = this.#options.wakeUps.shift();
        if (wanted === undefined) return;
        for (let time = 0; time < step.times; time += 1)
          await this.#queue.enqueueTick({ ...wanted, reason: 'wanted' });
        return;
      }
      case 'dispatch':
        return this.#dispatch(step.trouble);
      case 'tick': {
        const job = this.#queue.take(step.pick);
        const spurious = job === null || step.spurious ? office.person(step.pick).accountId : job.accountId;
        return this.#tick(spurious, step.trouble);
      }
      case 'stall': {
        const stalled = this.#witness.running;
        if (stalled === null) return;
        this.#time.stall(DEFAULT_TIMING.leaseMs + 1);
        return this.#tick(stalled.accountId, null);
      }
      case 'rest':
        await rest({
          office,
          witness: this.#witness,
          cloud: this.#cloud,
          queue: this.#queue,
          dispatch: () => this.#dispatch(null),
          tick: (accountId) => this.#tick(accountId, null),
        });
        return;
    }
  }

  /** A process of its own for each run, as after each crash. */
  #process(trouble: Trouble | null, person: Person | null, abort: AbortController) {
    const { defect, database } = this.#options;
    return new SimulatedProcess({
      database,
      trouble,
      strike: (what) => this.#strike(what, abort),
      send: (request) => this.#cloud.send(request, person),
      tamper: (statement) => defect?.tamper?.(statement) ?? statement,
    });
  }

  async #strike(what: Exclude<Trouble['what'], 'kill'>, abort: AbortController): Promise<void> {
    if (what === 'abort') return abort.abort();
    if (this.#depth > 0) return;
    this.#depth += 1;
    this.#trace('meanwhile');
    try {
      await this.take(what);
    } catch (error) {
      if (!(error instanceof LawBroken)) throw error;
      this.#cloud.broken ??= error;
    } finally {
      this.#depth -= 1;
    }
  }

  #deps(process: SimulatedProcess): EngineDeps {
    const { now, sleep } = this.#time;
    return {
      db: createKysely<Schema>(process.database),
      contexts: this.#contexts,
      entra: createEntra(MICROSOFT, { fetch: process.fetch, now }),
      microsoft: MICROSOFT,
      keyRing: this.#office.keyRing,
      fetch: process.fetch,
      now,
      sleep,
      notificationOrigin: 'http://crm.test',
      newId: () => {
        this.#ids += 1;
        return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
      },
      random: () => this.#random.next(),
      timing: DEFAULT_TIMING,
      log: pino({ level: LOG_LEVEL }),
    };
  }

  async #dispatch(trouble: Trouble | null): Promise<void> {
    const process = this.#process(trouble, null, new AbortController());
    await this.#survive(process, async () => {
      await dispatch(this.#deps(process), this.#queue);
      return 'dispatched';
    });
  }

  async #tick(accountId: string, trouble: Trouble | null): Promise<void> {
    const person = this.#office.persons.find((one) => one.accountId === accountId);
    if (person === undefined) throw new Error('a tick of nobody');
    const abort = new AbortController();
    const process = this.#process(trouble, person, abort);
    const { organisationId } = this.#office.tenant;
    const outer = this.#witness.running;
    this.#witness.running = person;
    await this.#survive(process, async () => {
      const result = await runTick(this.#deps(process), { organisationId, accountId }, abort.signal);
      if (result.kind === 'failed') throw new LawBroken('defect', 'a tick failed; TEST_LOG=error says why');
      if (result.kind === 'done' && result.more)
        await this.#queue.enqueueTick({ organisationId, accountId, reason: 'more' });
      return JSON.stringify(result);
    });
    await this.#witness.lookAtCrm('sync');
    this.#witness.running = outer;
  }

  /** A killed process may end with whatever; any other that fails has a defect. */
  async #survive(process: SimulatedProcess, run: () => Promise<string>): Promise<void> {
    try {
      this.#trace(`ended ${await run()}`);
    } catch (error) {
      if (!process.dead) throw error;
      this.#trace('ended by death');
    }
    await turn();
    await this.#options.database.pool.query('select 1');
  }
}

const LOG_LEVEL = process.env['TEST_LOG'] ?? 'silent';
