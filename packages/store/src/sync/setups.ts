import { sql, type Selectable, type UpdateObject } from 'kysely';
import {
  PROPOSED_MAPPING,
  remapped,
  type ContactPairs,
  type SetupPhase,
  type SyncModule,
} from '@syncgrant/core';
import type { Schema, SetupTable, StoredConfiguration } from '../schema.ts';
import type { Tenant } from '../tenant.ts';
import { addTimeline } from './history.ts';
import { withholdNotes } from './lease.ts';
import { partDeleted } from './parted-links.ts';
import { requestTick } from './wanted.ts';

/**
 * Rows are locked in one order by everybody, so that no two writers wait for each other in a circle: an account's lease, then
 * links, then their setups by id, then the account.
 */
export type SetupRow = Selectable<SetupTable>;

/** Announced on this channel when a setup changed: `{ organisationId, userId, module }`. */
export const SETUPS_CHANNEL = 'syncgrant_setups';

export async function readSetup(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
): Promise<SetupRow | null> {
  const row = await tenant
    .select('setup')
    .where('user_id', '=', userId)
    .where('module', '=', module)
    .where('current', '=', true)
    .selectAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The current setups that an account serves. */
export async function setupsOfAccount(tenant: Tenant, accountId: string): Promise<SetupRow[]> {
  return tenant
    .select('setup')
    .where('account_id', '=', accountId)
    .where('current', '=', true)
    .orderBy('id')
    .selectAll()
    .execute();
}

/** Setups of an organisation that are on their way, after an id, for telling everybody of changed grants. */
export async function enabledSetupsAfter(
  tenant: Tenant,
  afterId: string,
  limit: number,
): Promise<SetupRow[]> {
  return tenant
    .select('setup')
    .where('current', '=', true)
    .where('phase', '<>', 'disabled')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute();
}

/**
 * The setup a user has after signing in for a module. The same account again keeps what there is (a disabled one
 * begins anew with its links, so nothing is doubled); another account gets a setup of its own, and the former one is
 * kept beside it. To be called in a transaction.
 */
export async function beginSetup(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  accountId: string,
  now: Date,
): Promise<SetupRow> {
  await tenant
    .update('setup')
    .where('user_id', '=', userId)
    .where('module', '=', module)
    .where('account_id', '<>', accountId)
    .set({ current: false })
    .execute();
  const setup = await tenant
    .insert('setup', {
      user_id: userId,
      module,
      account_id: accountId,
      phase: 'configuring',
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'user_id', 'module', 'account_id']).doUpdateSet({
        current: true,
        problem: null,
        phase: sql<SetupPhase>`case setup.phase when 'disabled' then 'configuring' else setup.phase end`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  /* Signing in anew solves what stood in the way of every module of the account. */
  await tenant
    .update('setup')
    .where('account_id', '=', accountId)
    .set({ problem: null, next_attempt_at: null, consecutive_failures: 0 })
    .execute();
  await announceSetup(tenant, setup);
  return setup;
}

/** Which phases a configuration may be saved in; a running setup keeps its links and is planned anew. */
const CONFIGURABLE: readonly SetupPhase[] = [
  'configuring',
  'previewing',
  'preview_ready',
  'first_sync',
  'active',
];

/** What a user chooses; without pairs, contacts stay mapped as they are, and photos too where nothing is said of them. */
export interface ChosenConfiguration extends Omit<StoredConfiguration, 'contactMapping'> {
  /** Those of every field that can be mapped. */
  readonly contactPairs?: ContactPairs;
}

/**
 * Saves the user's choices. Before the first sync it leads to a new preview; later it takes effect with the next
 * tick. `null` when there is no setup in such a phase. To be called in a transaction.
 */
export async function saveConfiguration(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  { contactPairs, ...chosen }: ChosenConfiguration,
  now: Date,
): Promise<SetupRow | null> {
  const setup = await readSetup(tenant, userId, module);
  if (setup === null || !CONFIGURABLE.includes(setup.phase)) return null;
  await withholdNotes(tenant, setup.account_id);
  await chooseContainer(tenant, setup.id, chosen.containerId);
  const former = await lockConfiguration(tenant, setup.id);
  const before = former?.contactMapping ?? PROPOSED_MAPPING;
  const contactMapping = contactPairs === undefined ? before : remapped(before, contactPairs);
  const configuration: StoredConfiguration = {
    photos: former?.photos,
    ...chosen,
    ...(contactMapping.version > 0 && { contactMapping }),
  };
  const saved = await changeSetup(
    tenant,
    userId,
    module,
    CONFIGURABLE,
    {
      configuration: JSON.stringify(configuration),
      preview: null,
      // Another one was chosen, or it is there again: the next run need not wait.
      ...(setup.problem?.class === 'container_gone' && {
        problem: null,
        next_attempt_at: null,
        consecutive_failures: 0,
      }),
      phase: sql<SetupPhase>`case when phase in ('first_sync', 'active') then phase else 'previewing' end`,
    },
    now,
  );
  if (saved === null) throw new Error('The setup was disabled while its configuration was saved');
  return saved;
}

/** As it is when nobody else can change it any more, so that no two mappings get one version. */
async function lockConfiguration(tenant: Tenant, setupId: string): Promise<StoredConfiguration | null> {
  const row = await tenant
    .select('setup')
    .where('id', '=', setupId)
    .forUpdate()
    .select('configuration')
    .executeTakeFirst();
  return row?.configuration ?? null;
}

/**
 * Items of another calendar, folder or list leave the scope without being deleted; those of a former one come back. Records
 * that are still to be created there stay in it.
 */
async function chooseContainer(tenant: Tenant, setupId: string, containerId: string): Promise<void> {
  await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('container_id', '<>', containerId)
    .where('item_id', 'is not', null)
    .where('detached_by', 'is', null)
    .set({ detached_by: 'microsoft' })
    .execute();
  await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('container_id', '=', containerId)
    .where('detached_by', '=', 'microsoft')
    .where(sql<boolean>`coalesce(seen->>'state', '') <> 'deleted'`)
    .set({ detached_by: null, touched: sql<number>`touched + 1` })
    .execute();
}

/**
 * The user has seen the preview, and whom Microsoft would write to: from here on the sync writes. `null` when there is no
 * preview to confirm. To be called in a transaction.
 */
export async function startFirstSync(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  now: Date,
): Promise<SetupRow | null> {
  const setup = await readSetup(tenant, userId, module);
  if (setup?.phase !== 'preview_ready') return null;
  const parted = await partDeleted(tenant, setup.id);
  if (parted > 0)
    await addTimeline(tenant, setup.id, { kind: 'parted', message: partedMessage(parted) }, now);
  return changeSetup(
    tenant,
    userId,
    module,
    ['preview_ready'],
    {
      phase: 'first_sync',
      confirmed_mail: sql<number>`coalesce((preview->>'peopleMailed')::int4, 0)`,
      progress: JSON.stringify({ done: 0, total: 0 }),
      deletions_seen_at: now,
    },
    now,
  );
}

const partedMessage = (count: number): string =>
  `${count} ${count === 1 ? 'item was' : 'items were'} deleted on one side while the sync was off. What is left on the other side stays as it is.`;

/** Makes every link of a setup planned again: grant, choices or a confirmation changed. */
export async function touchEveryLink(tenant: Tenant, setupId: string): Promise<void> {
  await tenant
    .update('link')
    .where('setup_id', '=', setupId)
    .where('detached_by', 'is', null)
    .set({ touched: sql<number>`touched + 1` })
    .execute();
}

/** A step of the user's current setup, if it is in one of these phases; its account is asked for a tick. */
export async function changeSetup(
  tenant: Tenant,
  userId: string,
  module: SyncModule,
  phases: readonly SetupPhase[],
  values: UpdateObject<Schema, 'setup'>,
  now: Date,
): Promise<SetupRow | null> {
  const setup = await tenant
    .update('setup')
    .where('user_id', '=', userId)
    .where('module', '=', module)
    .where('current', '=', true)
    .where('phase', 'in', phases)
    .set(values)
    .returningAll()
    .executeTakeFirst();
  if (setup === undefined) return null;
  await requestTick(tenant, setup.account_id, now);
  await announceSetup(tenant, setup);
  return setup;
}

/** Tells open pages, with the commit, that there is something new to read. */
export async function announceSetup(
  tenant: Tenant,
  setup: Pick<SetupRow, 'user_id' | 'module'>,
): Promise<void> {
  const payload = { organisationId: tenant.organisationId, userId: setup.user_id, module: setup.module };
  await sql`select pg_notify(${SETUPS_CHANNEL}, ${JSON.stringify(payload)})`.execute(tenant.db);
}
