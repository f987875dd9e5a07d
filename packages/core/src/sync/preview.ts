import type { LinkView } from './link.ts';
import type { Operation } from './operation.ts';
import { peopleMailed } from './people-mailed.ts';
import { plan } from './plan.ts';
import type { PlanInput, Preview } from './plan-types.ts';

/**
 * What a first sync over all links of a setup would do. Matched pairs are looked at as the links they will become, so
 * that the updates which follow a match are counted too. Whoever confirms it confirms the mail that it counts.
 */
export function preview(planned: PlanInput): Preview {
  const links = planned.links.map(withSeriesRecord);
  const input = { ...planned, links, confirmedMail: Number.POSITIVE_INFINITY };
  const first = plan(input);
  const byId = new Map(input.links.map((link) => [link.id, link]));
  const joined = first.operations.flatMap((operation): LinkView[] => {
    if (operation.kind !== 'join') return [];
    const recordLink = byId.get(operation.recordLinkId);
    const itemLink = byId.get(operation.itemLinkId);
    if (recordLink === undefined || itemLink === undefined) return [];
    return [{ ...recordLink, itemId: itemLink.itemId, seen: itemLink.seen }];
  });
  const second = plan({ ...input, links: joined });
  const operations = [...first.operations, ...second.operations];
  const outcomes = [...first.outcomes, ...second.outcomes];
  const count = (test: (operation: Operation) => boolean): number => operations.filter(test).length;
  const linksHeld = (ambiguous: boolean): number =>
    new Set(
      outcomes
        .filter(({ kind, reason }) => kind === 'held' && (reason === 'ambiguous_match') === ambiguous)
        .map(({ linkId }) => linkId),
    ).size;
  return {
    createInCrm: count(({ kind }) => kind === 'create_record'),
    createInMicrosoft: count(({ kind }) => kind === 'create_item'),
    matched: joined.length + count(({ kind }) => kind === 'share'),
    ambiguous: linksHeld(true),
    held: linksHeld(false),
    updateInMicrosoft: count((op) => op.kind === 'update' && Object.keys(op.itemChanges).length > 0),
    updateInCrm: count((op) => op.kind === 'update' && Object.keys(op.recordChanges).length > 0),
    peopleMailed: operations.reduce((sum, operation) => sum + peopleMailed(operation), 0),
  };
}

/** A changed occurrence becomes a record once its series is one: it is counted as if that were so. */
const withSeriesRecord = (link: LinkView): LinkView =>
  link.series?.recordId === null ? { ...link, series: { ...link.series, recordId: '' } } : link;
