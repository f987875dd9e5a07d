import { isUnchanged, peopleMailed } from '@syncgrant/core';
import { copiesAfter, type LinkRow, type SetupRow, type Tenant } from '@syncgrant/store';

const PAGE = 500;

export interface CopyCounts {
  readonly copies: number;
  /** Changed at Microsoft since both sides agreed: they would stay. */
  readonly changed: number;
  /** People whom Microsoft would write to if the others were removed. */
  readonly peopleMailed: number;
}

/** What a sync has created at Microsoft, as it was last seen there. */
export async function countCopies(tenant: Tenant, setup: SetupRow): Promise<CopyCounts> {
  const counts = { copies: 0, changed: 0, peopleMailed: 0 };
  for (let after: string | undefined = '0'; after !== undefined;) {
    const page: LinkRow[] = await copiesAfter(tenant, setup.id, after, PAGE);
    for (const link of page) {
      counts.copies += 1;
      const people = mailedBy(setup, link);
      if (people === null) counts.changed += 1;
      else counts.peopleMailed += people;
    }
    after = page.at(-1)?.id;
  }
  return counts;
}

/** How many people would hear of the copy's removal; null when it was changed and stays. */
function mailedBy(setup: SetupRow, link: LinkRow): number | null {
  const { id, item_id: itemId, seen, base_crm: crm, base_microsoft: microsoft } = link;
  if (seen?.state !== 'present' || crm === null || microsoft === null) return null;
  if (!isUnchanged(setup.module, seen.item, { crm, microsoft }, setup.configuration ?? {})) return null;
  return peopleMailed({ kind: 'delete_item', linkId: id, itemId: itemId ?? '', traits: seen.item.traits });
}
