import type { HoldReason } from './operation.ts';
import type { Actor } from './status.ts';

/** What would let a held item go on, and who can do it. */
export interface Help {
  readonly who: Actor;
  /** One sentence for the user of the sync. */
  readonly help: string;
}

const BY_PROFILE = (permission: string): Help => ({
  who: 'administrator',
  help: `It goes on by itself once your profile has the permission to ${permission} records of this module.`,
});

/** The counterpart of `OUTCOME_TEXT`: that says why, this says what helps. */
export const OUTCOME_HELP: Readonly<Record<HoldReason, Help>> = {
  ambiguous_match: { who: 'user', help: 'Say which of them belong together, or that they are different.' },
  no_create_permission: BY_PROFILE('create'),
  no_edit_permission: BY_PROFILE('edit'),
  no_delete_permission: BY_PROFILE('delete'),
  read_only_field: {
    who: 'administrator',
    help: 'It goes on by itself once your profile may write the field; until then each side keeps its value.',
  },
  direction: { who: 'user', help: 'Choose the direction “both ways” in the configuration of this sync.' },
  attendee_copy: { who: 'nobody', help: 'Ask the organiser to change the meeting.' },
  others_record: {
    who: 'administrator',
    help: 'It goes on once its owner gives you the record, or your profile reaches the records of other users.',
  },
  in_other_mailbox: { who: 'nobody', help: 'Who organises it can invite you.' },
  long_past: {
    who: 'nobody',
    help: 'Meetings of the last days before the sync began, and later ones, are carried.',
  },
  series_content: {
    who: 'user',
    help: 'Give both sides a repetition that both can say, or leave it as it is.',
  },
  called_off: { who: 'user', help: 'Delete the record, or undo the edit.' },
  no_occurrence: { who: 'user', help: 'Delete the record, or keep it for yourself.' },
  missing_required_field: {
    who: 'user',
    help: 'Fill in what is missing, on the side where the item is; it goes on by itself then.',
  },
  no_room: {
    who: 'user',
    help: 'Remove what is not needed any more from the list that is full; the rest follows by itself.',
  },
  delete_brake: {
    who: 'user',
    help: 'Confirm the deletions, or bring the items back where they were deleted.',
  },
  mail_brake: { who: 'user', help: 'Confirm the mail, or undo the changes that cause it.' },
  photo_too_large: { who: 'user', help: 'Upload a smaller photo to the record; it goes on by itself then.' },
  photo_stays: { who: 'user', help: 'Remove the photo in Outlook, or give the record another one.' },
  photo_missing: {
    who: 'user',
    help: 'Do nothing to have it removed, or upload the photo again to keep it.',
  },
  photo_unusable: {
    who: 'user',
    help: 'Choose a PNG, JPEG, GIF or BMP of at most 10 MB and 10 million pixels in Outlook.',
  },
  intent_open: { who: 'nobody', help: 'The next run looks whether it has arrived.' },
};

/** Of an item that a side did not take: it is tried again by itself, ever more rarely. */
export const FAILURE_HELP: Help = {
  who: 'user',
  help: 'It is tried again by itself. If it says what is wrong with the item, change that, then try it at once.',
};
