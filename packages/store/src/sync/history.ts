import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import type { CanonicalValue, Side } from '@syncgrant/core';
import type { ConflictTable, OutcomeTable, Schema, TimelineTable } from '../schema.ts';
import type { Tenant } from '../tenant.ts';

/** What a setup's owner can look back on: its timeline, what happened to single items, and values that lost a conflict. */

export interface Page<Row> {
  readonly rows: Row[];
  readonly more: boolean;
}

const PAGE_SIZE = 50;

export interface NewOutcome {
  readonly linkId: string | null;
  readonly recordId: string | null;
  readonly kind: OutcomeTable['kind'];
  readonly side: Side | null;
  readonly reason: string | null;
  readonly message: string;
  readonly title: string;
}

export async function addOutcomes(
  tenant: Tenant,
  setupId: string,
  outcomes: readonly NewOutcome[],
  now: Date,
): Promise<void> {
  if (outcomes.length === 0) return;
  await tenant
    .insert(
      'outcome',
      outcomes.map((outcome) => ({
        setup_id: setupId,
        link_id: outcome.linkId,
        record_id: outcome.recordId,
        kind: outcome.kind,
        side: outcome.side,
        reason: outcome.reason,
        message: outcome.message,
        title: outcome.title,
        at: now,
      })),
    )
    .execute();
}

/** Items that the sync has deleted on either side after an instant. */
export async function countDeletions(tenant: Tenant, setupId: string, after: Date): Promise<number> {
  const row = await tenant
    .select('outcome')
    .where('setup_id', '=', setupId)
    .where('kind', '=', 'deleted')
    .where('reason', 'is', null)
    .where('at', '>', after)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function listOutcomes(
  tenant: Tenant,
  setupId: string,
  before?: string,
): Promise<Page<Selectable<OutcomeTable>>> {
  const rows = await newest(tenant.select('outcome'), setupId, before).selectAll().execute();
  return page(rows);
}

export interface NewConflict {
  readonly linkId: string;
  readonly recordId: string | null;
  readonly field: string;
  /** The CRM fields that hold it. */
  readonly crmFields: readonly string[];
  readonly winner: Side;
  readonly kept: CanonicalValue;
  readonly lost: CanonicalValue;
  readonly title: string;
}

/** Keeps each losing value once, however often the write that follows has to be tried; one that was restored may lose again. */
export async function addConflicts(
  tenant: Tenant,
  setupId: string,
  conflicts: readonly NewConflict[],
  now: Date,
): Promise<void> {
  for (const conflict of conflicts) {
    const kept = JSON.stringify(conflict.kept);
    const lost = JSON.stringify(conflict.lost);
    const known = await tenant
      .select('conflict')
      .where('setup_id', '=', setupId)
      .where('link_id', '=', conflict.linkId)
      .where('field', '=', conflict.field)
      .where('kept', '=', sql<CanonicalValue>`${kept}::jsonb`)
      .where('lost', '=', sql<CanonicalValue>`${lost}::jsonb`)
      .where('restored_at', 'is', null)
      .select('id')
      .executeTakeFirst();
    if (known !== undefined) continue;
    await tenant
      .insert('conflict', {
        setup_id: setupId,
        link_id: conflict.linkId,
        record_id: conflict.recordId,
        field: conflict.field,
        crm_fields: JSON.stringify(conflict.crmFields),
        winner: conflict.winner,
        kept,
        lost,
        title: conflict.title,
        at: now,
      })
      .execute();
  }
}

export async function listConflicts(
  tenant: Tenant,
  setupId: string,
  before?: string,
): Promise<Page<Selectable<ConflictTable>>> {
  const rows = await newest(tenant.select('conflict'), setupId, before).selectAll().execute();
  return page(rows);
}

/** The conflict with those that came of the same merge of the same pair, all of them locked; none if there is no such one. */
export async function lockConflicts(
  tenant: Tenant,
  setupId: string,
  conflictId: string,
): Promise<Selectable<ConflictTable>[]> {
  const conflict = await tenant
    .select('conflict')
    .where('setup_id', '=', setupId)
    .where('id', '=', conflictId)
    .select(['link_id', 'at'])
    .executeTakeFirst();
  if (conflict === undefined) return [];
  return tenant
    .select('conflict')
    .where('setup_id', '=', setupId)
    .where('link_id', '=', conflict.link_id)
    .where('at', '=', conflict.at)
    .orderBy('id')
    .selectAll()
    .forUpdate()
    .execute();
}

/** The losing value stands again; what it replaced is kept in its place. */
export async function markRestored(
  tenant: Tenant,
  conflictId: string,
  replaced: CanonicalValue,
  now: Date,
): Promise<void> {
  await tenant
    .update('conflict')
    .where('id', '=', conflictId)
    .set({ restored_at: now, replaced: JSON.stringify(replaced) })
    .execute();
}

/** Values that lost and were not restored. */
export async function countConflicts(tenant: Tenant, setupId: string): Promise<number> {
  const row = await tenant
    .select('conflict')
    .where('setup_id', '=', setupId)
    .where('restored_at', 'is', null)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function addTimeline(
  tenant: Tenant,
  setupId: string,
  entry: { kind: string; message: string; detail?: unknown },
  now: Date,
): Promise<void> {
  await tenant
    .insert('timeline', {
      setup_id: setupId,
      kind: entry.kind,
      message: entry.message,
      detail: entry.detail === undefined ? null : JSON.stringify(entry.detail),
      at: now,
    })
    .execute();
}

export async function listTimeline(
  tenant: Tenant,
  setupId: string,
  before?: string,
): Promise<Page<Selectable<TimelineTable>>> {
  const rows = await newest(tenant.select('timeline'), setupId, before).selectAll().execute();
  return page(rows);
}

/** Newest first and one more than a page; `before` is the id of the last row that was seen. */
function newest<T extends 'outcome' | 'conflict' | 'timeline', O>(
  query: SelectQueryBuilder<Schema, T, O>,
  setupId: string,
  before: string | undefined,
): SelectQueryBuilder<Schema, T, O> {
  const ofSetup = query.where(sql.ref('setup_id'), '=', setupId);
  const older = before === undefined ? ofSetup : ofSetup.where(sql.ref('id'), '<', before);
  return older.orderBy(sql.ref('id'), 'desc').limit(PAGE_SIZE + 1);
}

const page = <Row>(rows: Row[]): Page<Row> => ({
  rows: rows.slice(0, PAGE_SIZE),
  more: rows.length > PAGE_SIZE,
});
