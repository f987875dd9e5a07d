import { PHOTO_FIELD } from '../records/image.ts';
import type { HoldReason } from './operation.ts';
import type { FlowGrant } from './plan-types.ts';
import type { SyncChoices } from './setup.ts';

/**
 * What becomes of a contact's photo. Each side names what it holds in its own words: the CRM by the id of the record's photo,
 * Microsoft by the hash of the bytes that it answers, which need not be those that it was sent.
 */
export interface PhotoView {
  /** The record's photo, and the hash of its bytes. */
  readonly crm: { readonly id: string; readonly hash: string } | null;
  /** What Microsoft holds, as it was just read. */
  readonly microsoft: string | null;
  /** What each held when both last agreed; nothing, if they never did. */
  readonly bases: PhotoBases;
  /** The record's photo that was sent while nobody heard what came of it. */
  readonly sent: string | null;
  /** Microsoft had none already when it was last asked, though it had one before. */
  readonly missed: boolean;
}

export interface PhotoBases {
  readonly crm: string | null;
  readonly microsoft: string | null;
}

/** Which ways photos may go now, and what bars the way into the CRM. */
export interface PhotoWays {
  readonly toMicrosoft: boolean;
  readonly toCrm: boolean;
  readonly barrier: HoldReason;
}

export type PhotoStep =
  /** Both sides hold what they should: that is what they agree on. */
  | { readonly kind: 'agree' }
  | { readonly kind: 'send' }
  /** The record gets what Microsoft holds, or nothing where that holds nothing. */
  | { readonly kind: 'take' }
  | { readonly kind: 'hold'; readonly reason: HoldReason };

/** The field's access and the direction decide, as for any other field of a contact. */
export function photoWays(
  grant: Pick<FlowGrant, 'editRecord' | 'hiddenFields' | 'readOnlyFields'>,
  { direction, photos = false }: SyncChoices,
): PhotoWays {
  const seen = photos && !grant.hiddenFields.has(PHOTO_FIELD);
  const written = grant.editRecord && !grant.readOnlyFields.has(PHOTO_FIELD);
  return {
    toMicrosoft: seen && direction !== 'to_crm',
    toCrm: seen && direction !== 'to_microsoft' && written,
    barrier:
      direction === 'to_microsoft'
        ? 'direction'
        : grant.editRecord
          ? 'read_only_field'
          : 'no_edit_permission',
  };
}

/**
 * A photo that one side changed goes to the other. Where both did, a photo is kept rather than its removal, and of two photos the
 * one of the side that wins conflicts; when Microsoft's was changed is not known, so the CRM's counts as the newest. Microsoft
 * cannot be made to remove a photo, and one that is missing there has to be missing twice.
 */
export function planPhoto(
  view: PhotoView,
  { toMicrosoft, toCrm, barrier }: PhotoWays,
  { direction, conflictPolicy }: SyncChoices,
): PhotoStep {
  const { crm, microsoft, bases, sent, missed } = view;
  if (crm?.hash === microsoft || (crm === null && microsoft === null)) return AGREE;
  const crmEdited = (crm?.id ?? null) !== bases.crm;
  const itemEdited = microsoft !== bases.microsoft && !(crm !== null && sent === crm.id);
  if (!crmEdited && !itemEdited) return AGREE;
  const crmWins = direction === 'both' ? conflictPolicy !== 'microsoft' : direction === 'to_microsoft';
  const both = crm === null ? 'take' : microsoft === null || crmWins ? 'send' : 'take';
  const way = crmEdited && itemEdited ? both : crmEdited ? 'send' : 'take';
  if (way === 'send') {
    if (!toMicrosoft) return hold('direction');
    return crm === null ? hold('photo_stays') : { kind: 'send' };
  }
  if (!toCrm) return hold(barrier);
  return microsoft === null && !missed ? hold('photo_missing') : { kind: 'take' };
}

const AGREE: PhotoStep = { kind: 'agree' };
const hold = (reason: HoldReason): PhotoStep => ({ kind: 'hold', reason });
