import type { RecordView } from '../records/record-view.ts';
import { displayName } from '../records/record-view.ts';
import { zohoTime } from '../http/wire-time.ts';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { readUsers, type AttachmentRow, type RecordRow } from '@syncgrant/store';

/** What can be asked of a file, as far as it is not the same for all of them. */
const ATTACHMENT_FIELDS = [
  'id',
  'File_Name',
  'Size',
  'Parent_Id',
  'Owner',
  'Created_By',
  'Created_Time',
  'Modified_By',
  'Modified_Time',
] as const;

/** Refuses names of fields that files do not have. */
export function refusedAttachmentFields(fields: readonly string[] = []): Refusal | null {
  const known: readonly string[] = ATTACHMENT_FIELDS;
  const unknown = fields.find((field) => !known.includes(field) && !field.startsWith('$'));
  if (unknown === undefined) return null;
  const details = { param_name: 'fields', rule: 'names a field that does not exist' };
  return new Refusal(400, 'INVALID_DATA', `There is no field ${unknown} in Attachments.`, details);
}

/** Files of a record, with the fields that were asked for or all of them. A file never changes, so its maker is its last editor. */
export async function attachmentViews(
  caller: Caller,
  record: RecordRow,
  rows: readonly AttachmentRow[],
  fields: readonly string[] = ATTACHMENT_FIELDS,
): Promise<RecordView[]> {
  const users = await readUsers(caller.tenant, [...new Set(rows.map((row) => row.created_by))]);
  const people = new Map(users.map((user) => [user.id, user]));
  const parent = { id: record.id, name: displayName(caller, record) };
  return rows.map((row) => {
    const { name = '', email } = people.get(row.created_by) ?? {};
    const person = { id: row.created_by, name };
    const time = zohoTime(row.created_at);
    const all = {
      id: row.id,
      File_Name: row.file_name,
      Size: String(row.size),
      Parent_Id: parent,
      Owner: { ...person, email },
      Created_By: person,
      Created_Time: time,
      Modified_By: person,
      Modified_Time: time,
    } satisfies Record<(typeof ATTACHMENT_FIELDS)[number], unknown>;
    const shown = Object.entries(all).filter(([field]) => field === 'id' || fields.includes(field));
    return { ...Object.fromEntries(shown), $se_module: record.module, $type: 'Attachment', $link_url: null };
  });
}
