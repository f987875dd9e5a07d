import { isDeepStrictEqual } from 'node:util';
import { decideSync, explain, type GrantedSync, type SyncModule } from '@syncgrant/core';
import {
  holdsLease,
  inTransaction,
  readGrantFacts,
  shareGrants,
  Tenant,
  type GrantFacts,
  type Lease,
  type SetupRow,
  type StoredConfiguration,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';

/** A module may not go on: the grant is gone, the user paused or disabled it, or its phase does not write yet. */
export class GateClosed extends Error {
  override readonly name = 'GateClosed';
  readonly modules: readonly SyncModule[];

  constructor(modules: readonly SyncModule[], reason: string) {
    super(reason);
    this.modules = modules;
  }
}

/** Another run has taken the account over: this one may neither write nor ask any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

interface Answered {
  readonly go: true;
  readonly grant: GrantedSync;
  readonly configuration: StoredConfiguration | null;
  /** The user's, IANA. */
  readonly timeZone: string;
  /** The user's address in the CRM. */
  readonly email: string;
  /** Whether copies are to be removed, instead of a sync. */
  readonly removes: boolean;
}

export type GateAnswer = Answered | { readonly go: false; readonly reason: string };

/** Phases in which a sync reads; writing begins with the first sync, which the user has confirmed. */
const READING = ['previewing', 'preview_ready', 'first_sync', 'active'];
const WRITING = ['first_sync', 'active'];
/** The phase in which the only work is to remove copies: a run does that or syncs, and never both. */
const REMOVING = ['removing'];

/**
 * Decides, at the start of a tick and again before every request and every write, whether a module may go on. A write
 * of the CRM and the start of a request each happen inside a transaction that shares the organisation's grants, so a
 * change of grants comes entirely before (and is seen here) or entirely after.
 */
export class Gate {
  readonly #deps: EngineDeps;
  readonly #organisationId: string;
  readonly #accountId: string;
  readonly #userId: string;
  /** What the run plans by, by module. */
  readonly #surveyed = new Map<SyncModule, Answered>();
  #lease: Lease;

  constructor(deps: EngineDeps, organisationId: string, userId: string, lease: Lease) {
    this.#deps = deps;
    this.#organisationId = organisationId;
    this.#accountId = lease.accountId;
    this.#userId = userId;
    this.#lease = lease;
  }

  get lease(): Lease {
    return this.#lease;
  }

  /** The run goes on with a prolonged lease. */
  renewed(lease: Lease): void {
    this.#lease = lease;
  }

  /**
   * Where each module stands now. Binding for nothing: writes and requests ask again, and a module whose rights or
   * configuration are others by then stops, because it planned by these.
   */
  async survey(modules: readonly SyncModule[]): Promise<ReadonlyMap<SyncModule, GateAnswer>> {
    const tenant = new Tenant(this.#deps.db, this.#organisationId);
    const answers = await this.#decide(tenant, modules, () => [...READING, ...REMOVING]);
    for (const [module, answer] of answers) if (answer.go) this.#surveyed.set(module, answer);
    return answers;
  }

  /** Starts a request to Microsoft on behalf of these modules, or throws and starts nothing. */
  async dispatch<T>(modules: readonly SyncModule[], start: () => Promise<T>): Promise<T> {
    const started = await inTransaction(this.#deps.db, async (transaction) => {
      const tenant = new Tenant(transaction, this.#organisationId);
      await this.#pass(tenant, modules, READING);
      if (this.#lease.until.getTime() <= this.#deps.now().getTime() + this.#deps.timing.requestTimeoutMs) {
        throw new LeaseLost('the lease would end before the answer');
      }
      const answer = start();
      answer.catch(() => undefined); // Heard below, once the transaction has ended.
      return { answer };
    });
    return started.answer;
  }

  /** One transaction of CRM writes of a module; rolled back whole when the gate is closed or `body` throws. */
  async write<T>(module: SyncModule, body: (tenant: Tenant, grant: GrantedSync) => Promise<T>): Promise<T> {
    return inTransaction(this.#deps.db, async (transaction) => {
      const tenant = new Tenant(transaction, this.#organisationId);
      const grants = await this.#pass(tenant, [module], WRITING);
      const grant = grants.get(module);
      if (grant === undefined) throw new GateClosed([module], 'no answer');
      return body(tenant, grant);
    });
  }

  /** A transaction of the run's own notes (links, cursors): needs the lease, but no grant. */
  async note<T>(body: (tenant: Tenant) => Promise<T>): Promise<T> {
    return inTransaction(this.#deps.db, async (transaction) => {
      const tenant = new Tenant(transaction, this.#organisationId);
      await this.#holdLease(tenant);
      return body(tenant);
    });
  }

  /**
   * A note of what was read or done at Microsoft for a module. Once the user has chosen another container, direction or
   * mapping it is refused: what a run knows of the former one must not be stored under the new one.
   */
  async noteOf<T>(module: SyncModule, body: (tenant: Tenant) => Promise<T>): Promise<T> {
    return this.note(async (tenant) => {
      if (!(await this.isAsSurveyed(tenant, module)))
        throw new GateClosed([module], 'its configuration has changed during the run');
      return body(tenant);
    });
  }

  /** Whether the module is configured as this run knows it; within a note, until that commits. */
  async isAsSurveyed(tenant: Tenant, module: SyncModule): Promise<boolean> {
    const setup = await tenant
      .select('setup')
      .where('account_id', '=', this.#accountId)
      .where('current', '=', true)
      .where('module', '=', module)
      .select('configuration')
      .executeTakeFirst();
    const surveyed = this.#surveyed.get(module);
    return surveyed !== undefined && isDeepStrictEqual(setup?.configuration, surveyed.configuration);
  }

  async #holdLease(tenant: Tenant): Promise<void> {
    if (!(await holdsLease(tenant, this.#lease))) throw new LeaseLost('another run holds the account');
  }

  async #pass(
    tenant: Tenant,
    modules: readonly SyncModule[],
    phases: readonly string[],
  ): Promise<ReadonlyMap<SyncModule, GrantedSync>> {
    await shareGrants(tenant);
    await this.#holdLease(tenant);
    const granted = new Map<SyncModule, GrantedSync>();
    const refused: { module: SyncModule; reason: string }[] = [];
    const phasesOf = (module: SyncModule) =>
      this.#surveyed.get(module)?.removes === true ? REMOVING : phases;
    for (const [module, answer] of await this.#decide(tenant, modules, phasesOf)) {
      if (!answer.go) refused.push({ module, reason: answer.reason });
      else if (this.#hasOtherGround(module, answer))
        refused.push({ module, reason: 'its rights or its configuration have changed during the run' });
      else granted.set(module, answer.grant);
    }
    if (refused.length > 0) {
      throw new GateClosed(
        refused.map(({ module }) => module),
        refused.map(({ reason }) => reason).join('; '),
      );
    }
    return granted;
  }

  #hasOtherGround(module: SyncModule, now: Answered): boolean {
    const then = this.#surveyed.get(module);
    return (
      then !== undefined &&
      !(isDeepStrictEqual(then.grant, now.grant) && isDeepStrictEqual(then.configuration, now.configuration))
    );
  }

  async #decide(
    tenant: Tenant,
    modules: readonly SyncModule[],
    phasesOf: (module: SyncModule) => readonly string[],
  ): Promise<ReadonlyMap<SyncModule, GateAnswer>> {
    const facts = await readGrantFacts(tenant, this.#userId);
    const setups = await tenant
      .select('setup')
      .where('account_id', '=', this.#accountId)
      .where('current', '=', true)
      .select(['module', 'phase', 'own_pause_since', 'configuration'])
      .execute();
    return new Map(
      modules.map((module) => {
        const setup = setups.find((row) => row.module === module);
        if (setup === undefined || !phasesOf(module).includes(setup.phase))
          return [module, stop('not started or disabled')];
        if (setup.own_pause_since !== null) return [module, stop('paused by the user')];
        return [module, this.#decideOne(facts, module, setup)];
      }),
    );
  }

  #decideOne(
    facts: GrantFacts | null,
    module: SyncModule,
    { phase, configuration }: Pick<SetupRow, 'phase' | 'configuration'>,
  ): GateAnswer {
    if (facts === null) return stop('the user is gone');
    const grant = decideSync(this.#deps.contexts.of(facts), module);
    const removes = REMOVING.includes(phase);
    return grant.granted
      ? { go: true, grant, configuration, removes, timeZone: facts.user.timeZone, email: facts.user.email }
      : stop(explain(grant, 'subject').message);
  }
}

const stop = (reason: string): GateAnswer => ({ go: false, reason });
