import { readItem, rowsOf, type RowFormat } from './page.ts';
import type { FoundItem, MailboxItem } from './module.ts';

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
