import type { CrmModule } from '@syncgrant/contracts';

/** What belongs to a record: its notes and its files. */
export function RelatedSections(_: { readonly module: CrmModule; readonly id: string }) {
  return null;
}
