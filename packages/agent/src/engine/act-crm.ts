import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import {
  fieldsOf,
  isEmpty,
  recordMapping,
  settled,
  type Bases,
  type Operation,
  type LinkView,
} from '@syncgrant/core';
import {
  addConflicts,
  addOutcomes,
  createRecord,
  deleteLink,
  deleteRecord,
  touchSeries,
  touchSeriesOfRecords,
  giveMeeting,
  nameMeeting,
  settleAnswer,
  updateLink,
  updateRecord,
  type NewOutcome,
  type Tenant,
  type Writer,
} from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import { GateClosed, LeaseLost, type Gate } from './gate.ts';
import { titleOf } from './link-views.ts';
import type { ModuleRun } from './module-run.ts';
import { noteFailure } from './note-failure.ts';
import type { PlannedSetup } from './plan-setup.ts';
import { meetingToMake, shareRecord } from './share-meeting.ts';
import { icalUidOf } from './shared-record.ts';

/** Operations that change the CRM or the links alone. */
const CHUNK = 25;

/**
 * Carries out what concerns the CRM: each write commits together with its link, in transactions that hold the gate.
 * A chunk that fails is repeated one by one, so that a bad item fails alone.
 */
export async function actOnCrm(
  deps: EngineDeps,
  gate: Gate,
  run: ModuleRun,
  planned: PlannedSetup,
): Promise<void> {
  const operations = planned.plan.operations.filter(concernsCrm);
  for (let start = 0; start < operations.length; start += CHUNK) {
    const chunk = operations.slice(start, start + CHUNK);
    try {
      await gate.write(run.module, (tenant) => applyAll(deps, tenant, run, planned, chunk));
    } catch (error) {
      if (error instanceof GateClosed || error instanceof LeaseLost) throw error;
      for (const operation of chunk) await applyAlone(deps, gate, run, planned, operation);
    }
  }
}

const concernsCrm = (operation: Operation): boolean =>
  operation.kind !== 'create_item' &&
  operation.kind !== 'delete_item' &&
  operation.kind !== 'cancel_occurrences' &&
  operation.kind !== 'find_occurrence' &&
  !(operation.kind === 'update' && Object.keys(operation.recordChanges).length === 0);

async function applyAll(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  planned: PlannedSetup,
  operations: readonly Operation[],
): Promise<void> {
  const outcomes: NewOutcome[] = [];
  for (const operation of operations) {
    const outcome = await apply(deps, tenant, run, planned, operation);
    if (outcome !== null) outcomes.push(outcome);
  }
  await addOutcomes(tenant, run.setup.id, outcomes, deps.now());
}

async function applyAlone(
  deps: EngineDeps,
  gate: Gate,
  run: ModuleRun,
  planned: PlannedSetup,
  operation: Operation,
): Promise<void> {
  try {
    await gate.write(run.module, (tenant) => applyAll(deps, tenant, run, planned, [operation]));
  } catch (error) {
    if (error instanceof GateClosed || error instanceof LeaseLost) throw error;
    const linkId = operation.kind === 'join' ? operation.recordLinkId : operation.linkId;
    planned.stale.add(linkId);
    deps.log.warn({ err: error, linkId, kind: operation.kind }, 'an item could not be written to the CRM');
    await noteFailure(deps, gate, run, planned, linkId, 'crm', 'The CRM did not take this item.');
  }
}

async function apply(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  planned: PlannedSetup,
  operation: Operation,
): Promise<NewOutcome | null> {
  const module = RECORD_MODULE_OF[run.module];
  const mapping = recordMapping(run.module, run.configuration);
  const writer: Writer = { userId: run.setup.user_id, origin: 'sync', now: deps.now() };
  const link = 'linkId' in operation ? planned.links.get(operation.linkId) : undefined;
  const view = 'linkId' in operation ? planned.views.get(operation.linkId) : undefined;
  const outcome = (kind: NewOutcome['kind'], recordId: string | null, message: string): NewOutcome => ({
    linkId: link?.id ?? null,
    recordId,
    kind,
    side: 'crm',
    reason: null,
    message,
    title: titleOf(view),
  });

  switch (operation.kind) {
    case 'create_record': {
      const icalUid = link === undefined || run.module !== 'meetings' ? null : icalUidOf(link);
      const meeting = await meetingToMake(deps, tenant, run, link, icalUid);
      if (meeting === 'others') return null;
      if (link !== undefined) await touchSeries(tenant, run.setup.id, [link]);
      const record = await createRecord(tenant, writer, {
        module,
        ownerId: run.setup.user_id,
        fields: mapping.toRecord(operation.values, null),
        icalUid,
        occurrence: operation.occurrence,
      });
      if (meeting === 'claimed' && icalUid !== null) await giveMeeting(tenant, icalUid, record.id);
      await done(tenant, planned, operation.linkId, {
        recordId: record.id,
        recordVersion: record.version,
        ...madeNow(
          run,
          settled(operation.agreed, 'crm', operation.values, mapping.fromRecord(record.fields)),
        ),
      });
      return outcome('created', record.id, 'Created in the CRM.');
    }
    case 'update': {
      const current = view?.record?.values ?? null;
      const record = await updateRecord(
        tenant,
        writer,
        { module, id: operation.recordId },
        {
          fields: mapping.toRecord(operation.recordChanges, current),
          expectedVersion: operation.recordVersion,
        },
      );
      if (record === null) {
        planned.stale.add(operation.linkId);
        await updateLink(tenant, operation.linkId, { touch: true });
        return null;
      }
      await keepLosers(deps, tenant, run, planned, operation);
      const bases = settled(
        operation.agreed,
        'crm',
        operation.recordChanges,
        mapping.fromRecord(record.fields),
      );
      const alsoItem = Object.keys(operation.itemChanges).length > 0;
      if (alsoItem) {
        /* Microsoft's part follows; until it is done the bases stay as they were. */
        planned.carried.set(operation.linkId, bases);
        await updateLink(tenant, operation.linkId, { recordVersion: record.version });
      } else {
        await done(
          tenant,
          planned,
          operation.linkId,
          {
            recordVersion: record.version,
            ...madeNow(run, bases),
          },
          operation,
        );
      }
      return outcome('updated', record.id, 'Updated in the CRM.');
    }
    case 'delete_record': {
      const record = await deleteRecord(
        tenant,
        writer,
        { module, id: operation.recordId },
        operation.recordVersion,
      );
      if (record === null) {
        await updateLink(tenant, operation.linkId, { touch: true });
        return null;
      }
      await deleteLink(tenant, operation.linkId);
      return {
        ...outcome('deleted', record.id, 'Deleted in the CRM, because it was deleted at Microsoft.'),
        reason: reasonOfDeletion(view),
      };
    }
    case 'share':
      await shareRecord(tenant, run, link);
      return null;
    case 'take_over': {
      const change = { fields: {}, ownerId: run.setup.user_id, expectedVersion: operation.recordVersion };
      const record = await updateRecord(tenant, writer, { module, id: operation.recordId }, change);
      const version = record === null ? {} : { recordVersion: record.version };
      await updateLink(tenant, operation.linkId, { touch: true, ...version });
      return record && outcome('updated', record.id, 'You organise the meeting, so its record is yours now.');
    }
    case 'agree': {
      const icalUid = link === undefined || run.module !== 'meetings' ? null : icalUidOf(link);
      if (icalUid !== null && link?.record_id != null) await nameMeeting(tenant, icalUid, link.record_id);
      await done(tenant, planned, operation.linkId, madeNow(run, operation.agreed), operation);
      return null;
    }
    case 'forget':
      await deleteLink(tenant, operation.linkId);
      return null;
    case 'join': {
      const itemLink = planned.links.get(operation.itemLinkId);
      if (itemLink === undefined) return null;
      // Its occurrences are planned again with it, for now its series has a record.
      await deleteLink(tenant, itemLink.id);
      await updateLink(tenant, operation.recordLinkId, {
        itemId: itemLink.item_id,
        containerId: itemLink.container_id,
        seen: itemLink.seen,
        isCopy: itemLink.is_copy,
        seenGeneration: itemLink.seen_generation,
        bases: operation.bases ?? null,
        heldReason: null,
        touch: true,
      });
      return {
        linkId: operation.recordLinkId,
        recordId: planned.links.get(operation.recordLinkId)?.record_id ?? null,
        kind: 'merged',
        side: null,
        reason: operation.by,
        message: 'Matched: the same on both sides.',
        title: titleOfLink(planned, operation.recordLinkId),
      };
    }
    case 'create_item':
    case 'cancel_occurrences':
    case 'find_occurrence':
    case 'delete_item':
      return null;
  }
}

/** What goes along with its series is no deletion of its own. */
export const reasonOfDeletion = (view: LinkView | undefined): 'with_series' | null =>
  view?.series?.leaving === true ? 'with_series' : null;

const titleOfLink = (planned: PlannedSetup, linkId: string): string => titleOf(planned.views.get(linkId));

/** Bases with the contact mapping under which the run made them. */
export const madeNow = (
  { configuration }: ModuleRun,
  bases: Bases,
): { readonly bases: Bases; readonly baseMapping: number } => ({
  bases,
  baseMapping: configuration.contactMapping?.version ?? 0,
});

/** The step succeeded: the link is as planned, unless something touched it meanwhile. */
export async function done(
  tenant: Tenant,
  planned: PlannedSetup,
  linkId: string,
  change: { recordId?: string; recordVersion?: number; bases?: Bases; baseMapping?: number },
  { settledAnswer }: { readonly settledAnswer?: string } = {},
): Promise<void> {
  const link = planned.links.get(linkId);
  await updateLink(tenant, linkId, {
    ...change,
    ...(link !== undefined && { planned: link.touched }),
    heldReason: planned.held.get(linkId) ?? null,
    failures: 0,
    nextAttemptAt: null,
    problem: null,
  });
  // What stands in place of its occurrences has been waiting for this.
  const record = planned.views.get(linkId)?.record;
  if (link !== undefined && record && !isEmpty(record.values['recurrence']))
    await touchSeriesOfRecords(tenant, link.setup_id, [record.id]);
  if (settledAnswer !== undefined) await settleAnswer(tenant, linkId, settledAnswer);
}

/** Values that lose are kept before the winner is written over them. */
export async function keepLosers(
  deps: EngineDeps,
  tenant: Tenant,
  run: ModuleRun,
  planned: PlannedSetup,
  operation: Extract<Operation, { kind: 'update' }>,
): Promise<void> {
  const fields = fieldsOf(run.module, run.configuration);
  await addConflicts(
    tenant,
    run.setup.id,
    operation.conflicts.map((conflict) => ({
      ...conflict,
      crmFields: fields.find(({ name }) => name === conflict.field)?.crmFields ?? [],
      linkId: operation.linkId,
      recordId: operation.recordId,
      title: titleOfLink(planned, operation.linkId),
    })),
    deps.now(),
  );
}
