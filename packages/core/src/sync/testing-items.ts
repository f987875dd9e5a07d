import type { SyncModule } from '../permission/index.ts';
import type { Canonical } from './canonical.ts';
import { emptyCanonical } from './fields.ts';
import type { Bases, ItemTraits, LinkView, RecordView, SeenItem } from './link.ts';
import { OWN_SINGLE } from './mapping/graph-values.ts';
import type { FlowGrant, PlanInput } from './plan-types.ts';

/** Small builders for the tests of this folder. */

export const FULL_GRANT: FlowGrant = {
  createRecord: true,
  editRecord: true,
  deleteRecord: true,
  othersRecords: true,
  hiddenFields: new Set(),
  readOnlyFields: new Set(),
};

export const valuesOf = (module: SyncModule, values: Canonical): Canonical => ({
  ...emptyCanonical(module),
  ...(module === 'tasks' ? { status: 'notStarted', priority: 'normal' } : {}),
  ...(module === 'meetings' ? { allDay: false } : {}),
  ...values,
});

export const itemOf = (values: Canonical, traits: Partial<ItemTraits> = {}, at?: string): SeenItem => ({
  values,
  etag: null,
  lastModifiedAt: at ?? '2026-01-01T10:00:00Z',
  traits: { ...OWN_SINGLE, ...traits },
});

export const recordOf = (values: Canonical, more: Partial<RecordView> = {}): RecordView => ({
  id: '1',
  version: 1,
  values,
  modifiedAt: '2026-01-01T10:00:00Z',
  deleted: false,
  ...more,
});

interface LinkParts {
  readonly id?: string;
  readonly item?: SeenItem | 'deleted';
  readonly record?: RecordView;
  readonly bases?: Bases | null;
  readonly more?: Partial<LinkView>;
}

/** A link; a side that is not given is missing. */
export const linkOf = ({ id = 'a', item, record, bases = null, more = {} }: LinkParts): LinkView => ({
  id,
  itemId: item === undefined ? null : `item-${id}`,
  seen:
    item === undefined
      ? null
      : item === 'deleted'
        ? { state: 'deleted', at: '2026-01-02T10:00:00Z' }
        : { state: 'present', item },
  recordId: record?.id ?? null,
  record: record ?? null,
  bases,
  intentOpen: false,
  ...more,
});

export const inputOf = (
  module: SyncModule,
  links: readonly LinkView[],
  more: Partial<PlanInput> = {},
): PlanInput => ({
  module,
  links,
  grant: FULL_GRANT,
  choices: { direction: 'both', conflictPolicy: 'newest' },
  linkCount: links.length,
  confirmedDeletions: 0,
  ...more,
});
