import { Reply } from '../http/answer.ts';
import type { RecordWriting, Written } from './record-writing.ts';
import type { WrongRecord } from './wrong-record.ts';

type Answer = WrongRecord['answer'] | ReturnType<RecordWriting['done']>;

/** Works through the items of a request one after the other; each is written or fails alone. */
export async function eachItem<Item>(
  items: Iterable<Item>,
  work: (item: Item, index: number) => Promise<Written | WrongRecord>,
): Promise<(Written | WrongRecord)[]> {
  const results: (Written | WrongRecord)[] = [];
  for (const item of items) results.push(await work(item, results.length));
  return results;
}

/** One answer per item. The status tells whether all, some (207) or none of them were written. */
export function replyToItems(
  writing: RecordWriting,
  results: readonly (Written | WrongRecord)[],
  { message, status = 200 }: { readonly message: string; readonly status?: 200 | 201 },
): Reply<{ data: Answer[] }> {
  const data = results.map((result) => (result.ok ? writing.done(result, message) : result.answer));
  return new Reply(itemsStatus(results, status), { data });
}

export function itemsStatus(
  results: readonly (Pick<Written, 'ok'> | WrongRecord)[],
  status: 200 | 201,
): number {
  const wrong = results.filter((result) => !result.ok);
  const [first] = wrong;
  if (first === undefined) return status;
  return wrong.length < results.length ? 207 : first.status;
}
