import { Refusal } from '../http/answer.ts';
import { eachItem } from './item-answers.ts';
import type { RecordWriting } from './record-writing.ts';

/** Gives those of the records that the caller reaches to an active user; `name` is the user's place in the request. */
export async function giveRecords(
  writing: RecordWriting,
  ids: readonly string[],
  ownerId: string,
  name: 'owner' | 'to',
) {
  if (!(await writing.isActiveUser(ownerId))) {
    const details = { api_name: name, json_path: `$.${name}.id` };
    return new Refusal(400, 'INVALID_DATA', 'The new owner must be an active user.', details);
  }
  const reached = await writing.reach(ids, 'manage');
  return eachItem(new Set(ids), async (id, index) => {
    const record = reached.get(id);
    return record === undefined
      ? writing.unreached(id, 'manage', { id })
      : writing.give(record, ownerId, index);
  });
}
