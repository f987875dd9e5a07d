import { SYNC_MODULE_NAMES } from '@syncgrant/core';
import type { Emulator } from '@syncgrant/emulator';
import type { Defect } from './defects.ts';
import type { Office } from './office.ts';
import type { Person } from './person.ts';
import type { Step } from './step.ts';
import { LawBroken } from './law-broken.ts';
import type { Witness } from './witness.ts';

/** What lies between the sync and Microsoft: faults, and a look at whatever was asked and written. */
export class Cloud {
  readonly #office: Office;
  readonly #witness: Witness;
  readonly #trace: (line: string) => void;
  readonly #defect: Defect | undefined;
  readonly #lastToken = new Map<Person, string>();
  /** Waits for the sync's next requests; null when all goes well. */
  fault: Fault | null = null;
  /** Noticed in the midst of a request, where the engine would take it for a failure of the network. */
  broken: LawBroken | null = null;

  constructor(office: Office, witness: Witness, trace: (line: string) => void, defect: Defect | undefined) {
    this.#office = office;
    this.#witness = witness;
    this.#trace = trace;
    this.#defect = defect;
  }

  /** A request of the sync to Microsoft, with the faults that wait for it. */
  async send(original: Request, person: Person | null): Promise<Response> {
    const { emulator } = this.#office.outlook;
    this.#office.time.advance(40);
    const path = new URL(original.url).pathname;
    const toGraph = path.startsWith('/v1.0/');
    const request = this.#withDefect(original, person);
    const from = emulator.log.length;
    const fault = toGraph ? this.#nextFault() : null;
    const planned = fault === null ? null : faultOf(fault);
    if (planned !== null) emulator.addFaults([planned]);
    try {
      if (fault?.kind === 'hang') this.#hang(original);
      const answer = await this.#office.outlook.send(request);
      if (!toGraph || answer.status === 204) return answer;
      const whole = await answer.text();
      const told = this.#defect?.answer?.(whole) ?? whole;
      if (toGraph && person !== null) await this.#defect?.answered?.(told, person, this.#office);
      const { status, headers } = answer;
      return new Response(fault?.kind === 'truncated' ? told.slice(0, told.length / 2) : told, {
        status,
        headers,
      });
    } finally {
      if (planned !== null) await this.#office.outlook.control('faults', null, 'DELETE');
      if (toGraph && person !== null) await this.#judgeExchange(person, emulator.log.slice(from));
    }
  }

  /** The trouble that is waiting for the next request, if any. */
  #nextFault(): Fault | null {
    const fault = this.fault;
    if (fault === null) return null;
    this.#trace(`fault ${fault.kind}`);
    this.fault = fault.requests === 1 ? null : { ...fault, requests: fault.requests - 1 };
    return fault;
  }

  /** Nothing is heard of it for as long as anybody waits. */
  #hang({ signal }: Request): never {
    this.#office.time.advance(PATIENCE_MS);
    if (!signal.aborted) this.broken ??= new LawBroken('P9', 'a request without an end');
    throw signal.reason;
  }

  async #judgeExchange(person: Person, entries: Emulator['log']): Promise<void> {
    try {
      for (const entry of entries) {
        this.#trace(`graph ${entry.method} ${entry.path.split('?')[0]} ${entry.status}`);
        this.#judgeRequest(entry, person);
      }
      for (const module of SYNC_MODULE_NAMES) {
        const wrote = entries.some((entry) => entry.class === CLASS[module] && entry.method !== 'GET');
        if (wrote) await this.#witness.lookAtMailbox(person, module, 'sync');
      }
    } catch (error) {
      if (!(error instanceof LawBroken)) throw error;
      this.broken ??= error;
    }
  }

  #judgeRequest(entry: Emulator['log'][number], person: Person): void {
    if (entry.oid !== null && entry.oid !== person.oid)
      throw new LawBroken('P8', `a run for ${person.upn} asked in the name of ${entry.mailbox}`);
    const modules = SYNC_MODULE_NAMES.filter((module) => CLASS[module] === entry.class);
    const asked = modules.length > 0 ? modules : SYNC_MODULE_NAMES;
    const isAgainst = modules.some((module) => this.#office.isAgainst(person, module, 'microsoft'));
    if (isAgainst && entry.method !== 'GET')
      throw new LawBroken('P1', `${entry.method} ${entry.path} of ${person.upn} against its direction`);
    if (!asked.some((module) => this.#office.allows(person, module)))
      throw new LawBroken('P1', `${entry.method} ${entry.path} of ${person.upn} without a grant`);
  }

  #withDefect(request: Request, person: Person | null): Request {
    const own = request.headers.get('authorization');
    if (person === null || own === null) return request;
    const others = [...this.#lastToken].filter(([other]) => other !== person);
    this.#lastToken.set(person, own);
    return this.#defect?.request?.(request, others[0]?.[1] ?? null) ?? request;
  }
}

/** Nobody waits longer for an answer. */
const PATIENCE_MS = 60_000;
const CLASS = { contacts: 'contacts', tasks: 'tasks', meetings: 'calendar' } as const;

export type Fault = Extract<Step, { do: 'fault' }>;

/** As the emulator takes it; it cannot cut an answer short. */
function faultOf({ kind, method }: Fault) {
  const match = { path: '^/v1\\.0/', ...(method !== null && { method }) };
  const status = (code: number, error: string, headers: Record<string, string> = {}) => ({
    match,
    action: { status: code, headers, body: { error: { code: error, message: error } } },
  });
  switch (kind) {
    case '503':
      return status(503, 'ServiceUnavailable');
    case '429':
      return status(429, 'TooManyRequests', { 'retry-after': '30' });
    case '400':
      return status(400, 'ErrorInvalidRequest');
    case '404 of a write':
      return method === 'PATCH' || method === 'DELETE' ? status(404, 'ErrorItemNotFound') : null;
    case 'lost answer':
      return { match, action: { loseResponse: true as const } };
    case 'cut':
      return { match, action: { resetConnection: true as const } };
    case 'truncated':
    case 'hang':
      return null;
  }
}
