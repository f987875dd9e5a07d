import { readItem, rowsOf, type RowFormat } from './page.ts';
import type { FoundItem, ListedItem, MailboxItem } from './module.ts';

/** The rows of a page for which `carries` holds and that can be read. */
export function readFound<Item extends MailboxItem>(
  body: unknown,
  format: RowFormat<Item>,
  carries: (row: unknown) => boolean,
): readonly FoundItem<Item>[] {
  return rowsOf(body).flatMap((raw) => {
    const row = readItem(raw, format);
    if (row.kind !== 'present' || !carries(raw)) return [];
    return [{ itemId: row.itemId, item: row.item, etag: row.item['@odata.etag'] ?? null }];
  });
}

/** The rows of a page that can be read, each with the correlation ids it carries. */
export function readListed<Item extends MailboxItem>(
  body: unknown,
  format: RowFormat<Item>,
  correlationsOf: (row: unknown) => readonly string[],
): readonly ListedItem<Item>[] {
  return rowsOf(body).flatMap((raw) => {
    const row = readItem(raw, format);
    if (row.kind !== 'present') return [];
    return [{ itemId: row.itemId, item: row.item, correlationIds: correlationsOf(raw) }];
  });
}
