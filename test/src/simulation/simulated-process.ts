import type { Database } from '@syncgrant/store';
import type { Trouble } from './step.ts';

type Pool = Database['pool'];
type Client = Awaited<ReturnType<Pool['connect']>>;

/** What is thrown at everything that a process does after its end. */
class Killed extends Error {
  override readonly name = 'Killed';

  constructor() {
    super('the process was killed');
  }
}

/** A statement on its way, as a planted defect may change it. */
export interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

export interface ProcessParts {
  readonly database: Database;
  readonly trouble: Trouble | null;
  /** Something happens in the midst of it. */
  readonly strike: (what: Exclude<Trouble['what'], 'kill'>) => Promise<void>;
  readonly send: (request: Request) => Promise<Response>;
  readonly tamper: (statement: Statement) => Statement;
}

/**
 * The outside of one process: its database and its network. Killed at a point, neither works any more and its open
 * transactions are rolled back; what was committed or sent before has happened.
 */
export class SimulatedProcess {
  readonly #parts: ProcessParts;
  readonly #left: Map<Trouble['at'], number>;
  #dead = false;
  /** Transactions that have not ended. */
  #open = 0;
  /** Requests that have begun and are not answered. */
  #sending = 0;

  constructor(parts: ProcessParts) {
    this.#parts = parts;
    this.#left = new Map(parts.trouble === null ? [] : [[parts.trouble.at, parts.trouble.after]]);
  }

  get dead(): boolean {
    return this.#dead;
  }

  get database(): Database {
    const { database } = this.#parts;
    const pool: Pool = { ...database.pool, connect: async () => this.#client(await database.pool.connect()) };
    return { ...database, pool };
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await this.#exchange(request);
    await this.#pass('answer');
    return answer;
  };

  async #exchange(request: Request): Promise<Response> {
    this.#sending += 1;
    try {
      await this.#transactionsEnd();
      this.#breathe();
      return await this.#parts.send(request);
    } finally {
      this.#sending -= 1;
    }
  }

  /** A request starts inside the gate's transaction; it leaves when that has ended, in one order in every run. */
  async #transactionsEnd(): Promise<void> {
    for (let turn = 0; this.#open > 0; turn += 1) {
      if (turn > 100_000) throw new Error('a request waits for a transaction that does not end');
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #client(client: Client): Pick<Client, 'query' | 'release'> & Client {
    const query = async (text: string, params: readonly unknown[] = []) => {
      const word = /^\w+/.exec(text)?.[0].toLowerCase();
      if (word === 'rollback') return this.#rollback(client, text);
      this.#breathe();
      if (word === 'commit') {
        await this.#pass('commit');
        const result = await client.query(text);
        this.#open -= 1;
        await this.#pass('committed');
        return result;
      }
      await this.#pass('statement');
      if (word === 'start' || word === 'begin') {
        this.#open += 1;
      }
      const statement = this.#parts.tamper({ text, params });
      return client.query(statement.text, statement.params);
    };
    return new Proxy(client, {
      get(target, name) {
        if (name === 'query') return query;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  /** A dead process rolls back too: its connection breaks. */
  async #rollback(client: Client, text: string) {
    const result = await client.query(text);
    this.#open -= 1;
    return result;
  }

  #breathe(): void {
    if (this.#dead) throw new Killed();
  }

  async #pass(point: Trouble['at']): Promise<void> {
    const left = this.#left.get(point);
    if (left === undefined) return;
    const { trouble, strike } = this.#parts;
    /* A request that has begun is on its way: what happens meanwhile happens before it or after its answer. */
    if (left === 0 && this.#sending > 0 && trouble?.what !== 'kill') return;
    this.#left.set(point, left - 1);
    if (left !== 0 || trouble === null) return;
    if (trouble.what !== 'kill') return strike(trouble.what);
    this.#dead = true;
    throw new Killed();
  }
}
