import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { titleFieldsOf } from './columns.ts';

/** What a record is called on a page; null where nothing that names it may be seen. */
export function recordTitle(module: CrmModule, record: CrmRecordBody | undefined): string | null {
  const title = titleFieldsOf(module)
    .map((name) => record?.[name])
    .find((value) => typeof value === 'string' && value.trim() !== '');
  return typeof title === 'string' ? title.slice(0, 120) : null;
}
