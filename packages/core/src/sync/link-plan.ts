import type { SyncModule } from '../permission/index.ts';
import type { FlowContext } from './flow.ts';
import type { ItemTraits, LinkView } from './link.ts';
import type { HoldReason, Operation, PlannedOutcome } from './operation.ts';
import type { FlowGrant } from './plan-types.ts';
import type { SyncChoices } from './setup.ts';

export interface LinkContext {
  readonly module: SyncModule;
  readonly grant: FlowGrant;
  readonly choices: SyncChoices;
  readonly calendarStart?: Date;
}

export interface LinkPlan {
  readonly operation: Operation | null;
  readonly outcomes: readonly PlannedOutcome[];
}

export const NOTHING: LinkPlan = { operation: null, outcomes: [] };

export const operation = (planned: Operation): LinkPlan => ({ operation: planned, outcomes: [] });

export const outcome = (
  link: LinkView,
  kind: PlannedOutcome['kind'],
  reason: HoldReason,
  detail?: string,
): LinkPlan => ({
  operation: null,
  outcomes: [{ linkId: link.id, kind, reason, ...(detail === undefined ? {} : { detail }) }],
});

export const flowContext = (
  link: LinkView,
  traits: ItemTraits | null,
  { grant, choices }: LinkContext,
  recordEffect: FlowContext['recordEffect'] = 'edit',
): FlowContext => ({ grant, choices, traits, shared: link.shared, recordEffect });
