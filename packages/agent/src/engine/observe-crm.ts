import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import {
  feedPosition,
  insertLinks,
  linksByRecord,
  readFeed,
  readRecords,
  saveRun,
  touchSeriesOfRecords,
  updateLink,
  type FeedEntryTable,
  type LinkRow,
  type Stream,
  type Tenant,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import type { ModuleRun } from './module-run.ts';

const PAGE = 500;
/** Pages of the feed that one run reads; what is left is read by the next. */
const MOST_PAGES = 40;

/** Reads what changed in the CRM since the last run and marks the links concerned; new records get a half link. */
export async function observeCrm(deps: EngineDeps, gate: Gate, run: ModuleRun): Promise<void> {
  const stream: Stream = { ownerId: run.setup.user_id, module: RECORD_MODULE_OF[run.module] };
  let position = run.setup.feed_position;
  if (position === null) position = await gate.note((tenant) => firstScan(deps, tenant, run, stream));
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const after: number = position;
    const read = await gate.note((tenant) => readPage(deps, tenant, run, stream, after));
    if (read === null) return;
    run.changed = true;
    position = read;
  }
}

/** All records of the user. The position is taken first: what commits meanwhile is read again from the feed. */
async function firstScan(deps: EngineDeps, tenant: Tenant, run: ModuleRun, stream: Stream): Promise<number> {
  const position = await feedPosition(tenant, stream);
  let after = '0';
  for (;;) {
    const page = await tenant
      .select('record')
      .where('owner_id', '=', stream.ownerId)
      .where('module', '=', stream.module)
      .where('deleted_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .select('id')
      .execute();
    const last = page.at(-1);
    if (last === undefined) break;
    const linked = await linksByRecord(
      tenant,
      run.setup.id,
      page.map(({ id }) => id),
    );
    const known = new Set(linked.map((link) => link.record_id));
    await insertLinks(
      tenant,
      run.setup.id,
      page
        .filter(({ id }) => !known.has(id))
        .map(({ id }) => ({ correlationId: deps.newId(), recordId: id })),
      deps.now(),
    );
    for (const link of linked) {
      const back = link.detached_by === 'crm';
      await updateLink(tenant, link.id, { touch: true, ...(back && { detachedBy: null }) });
    }
    after = last.id;
  }
  await saveRun(tenant, run.setup, { feedPosition: position });
  return position;
}

/**
 * A meeting that the user attends is in the sync's scope whoever owns the record; so is one that the user organises and
 * that has not become theirs yet.
 */
function sharesOthersRecord({ seen, base_crm: base }: LinkRow): boolean {
  const traits = seen?.state === 'present' ? seen.item.traits : seen?.traits;
  return traits !== undefined && (traits.role === 'attendee' || base === null);
}

/** One page of the feed; the new position, or null when there was nothing to read. */
async function readPage(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  stream: Stream,
  after: number,
): Promise<number | null> {
  const rows = await readFeed(tenant, stream, after, PAGE);
  const last = rows.at(-1);
  if (last === undefined) return null;

  /* A record may occur often: what happened last is what counts. */
  const latest = new Map<string, FeedEntryTable['kind']>(rows.map((row) => [row.recordId, row.kind]));
  const ids = [...latest.keys()];
  const links = new Map(
    (await linksByRecord(tenant, run.setup.id, ids)).map((link) => [link.record_id, link]),
  );
  const records = new Map((await readRecords(tenant, ids)).map((record) => [record.id, record]));
  const unlinked: string[] = [];

  for (const [recordId, kind] of latest) {
    const link = links.get(recordId);
    const record = records.get(recordId);
    const owned = record?.owner_id === run.setup.user_id;
    if (link === undefined) {
      if (kind === 'changed' && owned && record.deleted_at === null) unlinked.push(recordId);
    } else if (!owned) {
      const shared = run.module === 'meetings' && sharesOthersRecord(link);
      await updateLink(tenant, link.id, shared ? { touch: true } : { detachedBy: 'crm' });
    } else if (link.detached_by === 'crm') {
      await updateLink(tenant, link.id, { detachedBy: null, touch: true });
    } else if (record?.version !== link.record_version) {
      await updateLink(tenant, link.id, { touch: true, nextAttemptAt: null });
    }
  }
  await insertLinks(
    tenant,
    run.setup.id,
    unlinked.map((recordId) => ({ correlationId: deps.newId(), recordId })),
    deps.now(),
  );
  if (run.module === 'meetings') await touchSeriesOfRecords(tenant, run.setup.id, ids);
  await saveRun(tenant, run.setup, { feedPosition: last.position });
  return last.position;
}
