import type { FieldSpec } from './canonical.ts';
import type { ItemTraits, LinkView } from './link.ts';
import type { HoldReason } from './operation.ts';
import type { FlowGrant } from './plan-types.ts';
import type { SyncChoices } from './setup.ts';

/**
 * Why a field does not flow in one direction. Besides the reasons people are told: a hidden field, a detail of a
 * private item, and a field that one side does not have are left alone without a word.
 */
export type Barrier = HoldReason | 'hidden' | 'private' | 'not_carried';

/** Per direction: `null` when the field may flow. */
export interface Flow {
  readonly toCrm: Barrier | null;
  readonly toMicrosoft: Barrier | null;
}

export interface FlowContext {
  readonly grant: FlowGrant;
  readonly choices: SyncChoices;
  /** `null` while there is no item yet. */
  readonly traits: ItemTraits | null;
  readonly shared?: LinkView['shared'];
  /** How the item or the record repeats has no words on the other side. */
  readonly untoldRule?: boolean;
  /** The user of an attendee's copy has given an answer that may be sent. */
  readonly mayAnswer?: boolean;
  /** A new record needs the right to create, an existing one the right to edit. */
  readonly recordEffect: 'create' | 'edit';
}

/** Why an outcome for people is made of some barriers and not of others. */
export const isTold = (barrier: Barrier): barrier is HoldReason =>
  barrier !== 'hidden' && barrier !== 'private' && barrier !== 'not_carried';

/** Whether the profile may not see what the field is stored in, or a part of it. */
export const isHidden = ({ crmFields }: FieldSpec, { hiddenFields }: FlowGrant): boolean =>
  crmFields.some((name) => hiddenFields.has(name));

/** Whether the field may be written to the CRM, and whether it may be exported. */
export function flowOf(spec: FieldSpec, context: FlowContext): Flow {
  const { grant, traits } = context;
  const both = (barrier: Barrier): Flow => ({ toCrm: barrier, toMicrosoft: barrier });
  if (spec.crmFields.length === 0) return both('not_carried');
  if (isHidden(spec, grant)) return both('hidden');
  // A private item's details were stripped, so a new record takes what is left of them; later nothing moves.
  if (spec.detail && traits?.private === true && context.recordEffect === 'edit') return both('private');
  return { toCrm: toCrm(spec, context), toMicrosoft: toMicrosoft(spec, context) };
}

function toCrm(
  spec: FieldSpec,
  { grant, choices, traits, shared, recordEffect }: FlowContext,
): Barrier | null {
  if (!spec.crmWritable) return 'not_carried';
  if (choices.direction === 'to_microsoft') return 'direction';
  if (traits?.role === 'attendee' && shared !== undefined) {
    if (!shared.writes && spec.answer !== true) return 'attendee_copy';
    if (shared.ownedByOther && !grant.othersRecords) return 'attendee_copy';
  }
  if (recordEffect === 'create' && !grant.createRecord) return 'no_create_permission';
  if (recordEffect === 'edit' && !grant.editRecord) return 'no_edit_permission';
  if (spec.crmFields.some((name) => grant.readOnlyFields.has(name))) return 'read_only_field';
  return null;
}

function toMicrosoft(
  spec: FieldSpec,
  { choices, traits, untoldRule, mayAnswer }: FlowContext,
): Barrier | null {
  if (choices.direction === 'to_crm') return 'direction';
  if (traits?.role === 'attendee') return spec.answer === true && mayAnswer ? null : 'attendee_copy';
  if (!spec.microsoftWritable) return 'not_carried';
  if (spec.timing === true && untoldRule === true) return 'series_content';
  return null;
}
