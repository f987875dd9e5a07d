import { ambiguousGroups, type LinkView } from '@syncgrant/core';
import { halfLinks, type SetupRow, type Tenant } from '@syncgrant/store';
import { asOwner, linkViews, titleOf } from '../engine/link-views.ts';

/** A half link that the user may have to decide about. */
export interface Candidate {
  readonly link: LinkView;
  readonly title: string;
}

export interface CandidateGroup {
  readonly records: readonly Candidate[];
  readonly items: readonly Candidate[];
}

/** The half links of a setup that wait for the user's word, with all that each of them could be. */
export async function readPossibleMatches(tenant: Tenant, setup: SetupRow): Promise<CandidateGroup[]> {
  const rows = await halfLinks(tenant, setup.id);
  const waits = new Set(rows.filter((row) => row.held_reason === 'ambiguous_match').map(({ id }) => id));
  if (waits.size === 0) return [];
  const candidate = (link: LinkView): Candidate => ({ link, title: titleOf(link) });
  return ambiguousGroups(setup.module, await linkViews(tenant, asOwner(setup), rows))
    .filter(({ records, items }) => [...records, ...items].every(({ id }) => waits.has(id)))
    .map(({ records, items }) => ({ records: records.map(candidate), items: items.map(candidate) }));
}
