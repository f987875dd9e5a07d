import { SYNC_MODULE_NAMES } from '@syncgrant/core';
import { confirmDeletions, readSetup } from '@syncgrant/store';
import type { Cloud } from './cloud.ts';
import type { Office } from './office.ts';
import type { Person } from './person.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import { LawBroken } from './law-broken.ts';
import { judgeRest } from './rest-laws.ts';
import type { Witness } from './witness.ts';

/** Rests come to an end within as many rounds. */
const MOST_ROUNDS = 14;
/** Longer than any back-off, and than the time between two polls of a mailbox that is told of. */
const ROUND_MS = 70 * 60_000;
const MOST_JOBS = 40;

/** The agent as a rest makes use of it. */
export interface Agency {
  readonly office: Office;
  readonly witness: Witness;
  readonly cloud: Cloud;
  readonly queue: SimulatedQueue;
  readonly dispatch: () => Promise<void>;
  readonly tick: (accountId: string) => Promise<void>;
}

/** Everything is allowed, nothing goes wrong, and the dispatcher alone starts ticks, until nothing is left to do; then it is judged. */
export async function rest(agency: Agency): Promise<void> {
  const { office, witness, cloud } = agency;
  cloud.fault = null;
  office.post.lose();
  for (const profile of office.profiles) {
    profile.off.clear();
    profile.fields.clear();
  }
  office.extensionOn = true;
  for (const person of office.persons) person.active = true;
  await office.saveGrants();
  for (const person of office.persons) {
    for (const module of person.directions.keys()) await office.chooseDirection(person, module, 'both');
    for (const module of person.disabled) await office.disable(person, module, false);
    for (const module of person.paused) await office.pause(person, module, false);
    if (await needsSignIn(office, person)) await office.signInAgain(person);
  }
  for (let rounds = 0, quiet = false; !quiet; rounds += 1) {
    if (rounds === MOST_ROUNDS) throw new LawBroken('rest', `no end: ${await unfinished(office)}`);
    const before = writes(agency);
    await round(agency);
    if (cloud.broken !== null) throw cloud.broken;
    quiet = before === writes(agency) && (await unfinished(office)) === '';
  }
  await judgeRest(office, [...witness.things.values()]);
}

/** Writes of everybody to both sides so far. */
function writes({ office, witness }: Agency): number {
  const items = office.outlook.emulator.log.filter((one) => one.method !== 'GET' && one.class !== 'other');
  return items.length + witness.position;
}

/** Everybody's turn, until the queue is empty. */
async function round({ office, queue, dispatch, tick }: Agency): Promise<void> {
  office.time.advance(ROUND_MS);
  for (const person of office.persons) await confirm(office, person);
  await dispatch();
  for (let jobs = 0; ; jobs += 1) {
    const job = queue.take(0);
    if (job === null) return;
    if (jobs === MOST_JOBS) throw new LawBroken('rest', 'the queue does not become empty');
    office.time.advance(1000);
    await tick(job.accountId);
  }
}

async function needsSignIn({ tenant }: Office, { id, accountId }: Person): Promise<boolean> {
  const ofAccount = await tenant
    .select('microsoft_account')
    .where('id', '=', accountId)
    .select('problem')
    .execute();
  const ofSetups = await tenant.select('setup').where('user_id', '=', id).select('problem').execute();
  return [...ofAccount, ...ofSetups].some(({ problem }) => problem?.class === 'sign_in');
}

async function confirm(office: Office, person: Person): Promise<void> {
  for (const module of SYNC_MODULE_NAMES) {
    const setup = await readSetup(office.tenant, person.id, module);
    const deletions = setup?.confirmation?.deletions;
    if (deletions !== undefined)
      await office.inTenant((tenant) =>
        confirmDeletions(tenant, person.id, module, deletions, office.time.now()),
      );
  }
  if (await needsSignIn(office, person)) await office.signInAgain(person);
}

/** What is still to be done, for people; empty when nothing is. */
async function unfinished(office: Office): Promise<string> {
  const { tenant } = office;
  const links = await tenant
    .select('link')
    .where('detached_by', 'is', null)
    .where((eb) =>
      eb.or([
        eb('touched', '>', eb.ref('planned')),
        eb('intent_at', 'is not', null),
        eb('held_reason', '<>', 'called_off'),
      ]),
    )
    .select(['id', 'touched', 'planned', 'intent_at', 'held_reason', 'problem'])
    .execute();
  const setups = await tenant
    .select('setup')
    .where((eb) => eb.or([eb('problem', 'is not', null), eb('phase', '<>', 'active')]))
    .select(['module', 'phase', 'problem'])
    .execute();
  return links.length + setups.length === 0 ? '' : JSON.stringify({ links, setups });
}
