import type { HoldReason } from './operation.ts';

/** One sentence per reason for the list of outcomes: what happened, and what would change it. */
export const OUTCOME_TEXT: Readonly<Record<HoldReason, string>> = {
  ambiguous_match: 'Several items look like the same thing; choose which belong together.',
  no_create_permission: 'Your profile may not create records in this module, so the item was not taken over.',
  no_edit_permission: 'Your profile may not edit records in this module, so the change waits at Microsoft.',
  no_delete_permission: 'Your profile may not delete records in this module, so the record stays.',
  read_only_field: 'The field is read-only for your profile, so the change waits at Microsoft.',
  direction: 'The sync runs in the other direction only, so the change stays where it was made.',
  attendee_copy: 'The meeting belongs to its organiser, so your change to it stays in the CRM.',
  others_record: 'The meeting is in the CRM as a record of another user, which your sync must not change.',
  in_other_mailbox: 'The meeting is in mailboxes of others already, so it is not sent out a second time.',
  long_past: 'It was over long before this calendar was first read, so it stays where it is.',
  series_content:
    'How often it repeats cannot be said on the other side, so its times stay as they are on each.',
  called_off:
    'You called the meeting off at Microsoft and edited it here: nobody is invited again. Delete it here, or undo the edit.',
  no_occurrence:
    'The series has no occurrence on this date at Microsoft, so the meeting is in the CRM alone and nobody is invited.',
  missing_required_field: 'A required field has no value, or may not be written with your profile.',
  no_room: 'One side has no more room in a list field; what exceeds it stays on the other side.',
  delete_brake: 'Unusually many items would be deleted; nothing is deleted until you confirm.',
  mail_brake: 'Microsoft would write to unusually many people; nothing that mails is sent until you confirm.',
  intent_open: 'The item was sent to Microsoft and the answer is awaited.',
  photo_too_large: 'The photo is larger than the 3 MB that can be sent to Microsoft, so it stays in the CRM.',
  photo_stays: 'The photo was removed in the CRM; Microsoft lets no other program remove it from a contact.',
  photo_missing:
    'The photo is not at Microsoft any more; if that is still so in a day, it is removed here too.',
  photo_unusable: 'The photo at Microsoft is no picture that the CRM can show, so it stays there.',
};
