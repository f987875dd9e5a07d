import type { SyncModule } from '../permission/index.ts';
import type { Canonical } from './canonical.ts';
import type { LinkView } from './link.ts';
import { plan } from './plan.ts';
import type { FlowGrant } from './plan-types.ts';
import type { SyncChoices } from './setup.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

/** What may happen to an item, and what a plan makes of it, in words; for tables of grants. */

export type Direction = SyncChoices['direction'];
export const DIRECTIONS: readonly Direction[] = ['both', 'to_crm', 'to_microsoft'];
export const MODULES: readonly SyncModule[] = ['contacts', 'meetings', 'tasks'];

export const HAPPENINGS = [
  'item new',
  'record new',
  'item edited',
  'record edited',
  'item deleted',
  'record deleted',
  'record edited, item deleted',
  'item edited, record deleted',
] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** Something of the module that both sides hold, and an edit of it. */
export const CONTENT: Readonly<Record<SyncModule, { readonly values: Canonical; readonly edit: Canonical }>> =
  {
    contacts: { values: valuesOf('contacts', { lastName: 'Berg' }), edit: { jobTitle: 'Head' } },
    meetings: {
      values: valuesOf('meetings', {
        title: 'Review',
        start: '2026-03-01T10:00:00Z',
        end: '2026-03-01T11:00:00Z',
      }),
      edit: { location: 'Room 1' },
    },
    tasks: { values: valuesOf('tasks', { subject: 'Pay' }), edit: { dueDate: '2026-03-01' } },
  };

/** What became of a pair that held the same, and began to under this grant. */
export function linkAfter(
  happening: Happening,
  held: { readonly item: Canonical; readonly record: Canonical; readonly bases: LinkView['bases'] },
  edit: Canonical,
): LinkView {
  const { bases } = held;
  const item = itemOf({ ...held.item, ...(happening.includes('item edited') && edit) });
  const record = recordOf({ ...held.record, ...(happening.includes('record edited') && edit) });
  switch (happening) {
    case 'item new':
      return linkOf({ item });
    case 'record new':
      return linkOf({ record });
    case 'item edited':
    case 'record edited':
      return linkOf({ item, record, bases });
    case 'item deleted':
    case 'record edited, item deleted':
      return linkOf({ item: 'deleted', record, bases });
    case 'record deleted':
    case 'item edited, record deleted':
      return linkOf({ item, record: { ...record, deleted: true }, bases });
  }
}

/** The effects of a plan and why it did less, in the words of the tables. */
export function told(module: SyncModule, link: LinkView, grant: FlowGrant, direction: Direction): string {
  const choices = { direction, conflictPolicy: 'crm' } as const;
  const { operations, outcomes } = plan(inputOf(module, [link], { grant, choices }));
  const effects = operations.flatMap((operation) => {
    if (operation.kind !== 'update') return operation.kind === 'agree' ? [] : [operation.kind];
    return [
      ...(Object.keys(operation.recordChanges).length > 0 ? ['write record'] : []),
      ...(Object.keys(operation.itemChanges).length > 0 ? ['write item'] : []),
    ];
  });
  return [...effects, ...outcomes.map(({ reason }) => reason)].join(' + ') || 'nothing';
}
