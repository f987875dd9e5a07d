import { z } from 'zod';
import type { DeltaPage, DeltaRow, MailboxItem } from './module.ts';

const page = z.looseObject({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().optional().catch(undefined),
  '@odata.deltaLink': z.string().optional().catch(undefined),
});
const identified = z.looseObject({ id: z.string().min(1) });
const removed = z.looseObject({
  '@removed': z.looseObject({ reason: z.string().catch('deleted') }),
});

/** How the rows of one kind are read. */
export interface RowFormat<Item extends MailboxItem> {
  readonly schema: z.ZodType<Item>;
  /** Members that a row must name, null or not, to be taken for the whole item. */
  readonly whole: readonly string[];
  /** Further members that a row of its kind must name for that. */
  readonly wholeOf?: (item: Item) => readonly string[];
}

/** The rows of any page of a collection; none if the body is no page. */
export function rowsOf(body: unknown): readonly unknown[] {
  return page.safeParse(body).data?.value ?? [];
}

/** The link to the following page of any collection; null on the last page. */
export function nextLinkOf(body: unknown): string | null {
  return page.safeParse(body).data?.['@odata.nextLink'] ?? null;
}

export function readDeltaPage<Item extends MailboxItem>(
  body: unknown,
  format: RowFormat<Item>,
): DeltaPage<Item> {
  const parsed = page.safeParse(body);
  if (!parsed.success) {
    return {
      rows: [{ kind: 'malformed', itemId: null, issue: issueOf(parsed.error) }],
      nextLink: null,
      deltaLink: null,
    };
  }
  return {
    rows: parsed.data.value.map((row) => readDeltaRow(row, format)),
    nextLink: parsed.data['@odata.nextLink'] ?? null,
    deltaLink: parsed.data['@odata.deltaLink'] ?? null,
  };
}

/** An item that was read alone is whole, whatever members the server leaves out because they are empty. */
export function readItem<Item extends MailboxItem>(body: unknown, format: RowFormat<Item>): DeltaRow<Item> {
  const row = readDeltaRow(body, format);
  return row.kind === 'present' ? { ...row, complete: true } : row;
}

function readDeltaRow<Item extends MailboxItem>(row: unknown, format: RowFormat<Item>): DeltaRow<Item> {
  const id = identified.safeParse(row);
  if (!id.success) return { kind: 'malformed', itemId: null, issue: issueOf(id.error) };
  const itemId = id.data.id;
  const removal = removed.safeParse(row).data;
  if (removal) return { kind: 'removed', itemId, reason: removal['@removed'].reason };
  const item = format.schema.safeParse(row);
  if (!item.success) return { kind: 'malformed', itemId, issue: issueOf(item.error) };
  const needed = [...format.whole, ...(format.wholeOf?.(item.data) ?? [])];
  const complete = needed.every((member) => member in id.data);
  return { kind: 'present', itemId, item: item.data, complete };
}

/** Where and what, never the value. */
function issueOf(error: z.ZodError): string {
  const [first] = error.issues;
  return first ? `${first.path.join('.') || 'body'}: ${first.message}` : 'malformed';
}
