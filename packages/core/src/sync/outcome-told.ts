import type { HoldReason } from './operation.ts';

/** `OUTCOME_TEXT`, said to somebody who looks after the syncs of others: why items wait, and what lets them go on. */
export const OUTCOME_TOLD: Readonly<Record<HoldReason, string>> = {
  ambiguous_match: 'Several items look like the same thing. The user says which belong together.',
  no_create_permission: 'The profile may not create records in this module.',
  no_edit_permission: 'The profile may not edit records in this module.',
  no_delete_permission: 'The profile may not delete records in this module.',
  read_only_field: 'A field is read-only for the profile, so each side keeps its value.',
  direction: 'The user lets the sync run in the other direction only.',
  attendee_copy: 'A meeting belongs to its organiser; what an attendee changed stays in the CRM.',
  others_record: 'A meeting is a record of another user, which the profile does not reach.',
  in_other_mailbox: 'A meeting is in mailboxes of others already, and is not sent out a second time.',
  long_past: 'A meeting was over long before the calendar was first read, and stays where it is.',
  series_content: 'How often something repeats cannot be said on the other side.',
  called_off:
    'A meeting was called off at Microsoft and edited here. The user deletes it, or undoes the edit.',
  no_occurrence: 'A meeting stands in place of an occurrence that its series does not have at Microsoft.',
  missing_required_field: 'A required field has no value, or may not be written with the profile.',
  no_room: 'A list field of one side is full.',
  delete_brake: 'Unusually many items would be deleted. The user has to confirm that.',
  mail_brake: 'Microsoft would write to unusually many people. The user has to confirm that.',
  photo_too_large: 'A photo is larger than what can be sent to Microsoft.',
  photo_stays: 'A photo was removed in the CRM. The user removes it in Outlook, or leaves it there.',
  photo_missing: 'A photo is not at Microsoft any more, and is removed in the CRM if that lasts a day.',
  photo_unusable: 'A photo at Microsoft is no picture that the CRM can show.',
  intent_open: 'An item was sent to Microsoft, and the next run looks whether it has arrived.',
};
