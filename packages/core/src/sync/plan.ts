import type { LinkView } from './link.ts';
import { match } from './match.ts';
import type { HoldReason, Operation, PlannedOutcome } from './operation.ts';
import { peopleMailed } from './people-mailed.ts';
import { NOTHING, outcome, type LinkPlan } from './link-plan.ts';
import { planLink } from './plan-link.ts';
import type { Plan, PlanInput } from './plan-types.ts';

/** Deletions up to this number need no confirmation, however few links there are. */
export const BRAKE_MINIMUM = 5;
/** Above this share of the links, deletions wait for the user's confirmation. */
export const BRAKE_SHARE = 0.2;
/** Deletions count together for so long: a mass deletion may arrive little by little. */
export const BRAKE_MEMORY_MS = 24 * 60 * 60_000;
/** Microsoft writes to this many people because of the plans of one tick without being asked about. */
export const MAIL_LIMIT = 50;

/**
 * What would bring both sides to agree: a pure function of what is known, so that repeating it, or planning the
 * same links in another order, does no harm. Joins come first; a joined pair is planned as one link next time.
 */
export function plan(input: PlanInput): Plan {
  const { pairs, ambiguous } = match(input.module, input.links);
  const operations: Operation[] = [];
  const outcomes: PlannedOutcome[] = [];
  const settled = new Set<string>();

  for (const { recordLink, itemLink, by } of pairs) {
    settled.add(recordLink.id).add(itemLink.id);
    // An announced create may be this very item: only its correlation id can say.
    if (recordLink.intentOpen || itemLink.intentOpen) {
      for (const { id } of [recordLink, itemLink])
        outcomes.push({ linkId: id, kind: 'held', reason: 'intent_open' });
    } else {
      const bases = by === 'occurrence' ? recordLink.series?.regular?.bases : null;
      const join = { kind: 'join', recordLinkId: recordLink.id, itemLinkId: itemLink.id, by } as const;
      operations.push(bases ? { ...join, bases } : join);
    }
  }
  const fates = new Map<string | null, LinkPlan>();
  for (const link of input.links.toSorted(seriesFirst)) {
    if (settled.has(link.id)) continue;
    if (ambiguous.has(link.id)) {
      outcomes.push({
        linkId: link.id,
        kind: 'held',
        reason: link.intentOpen ? 'intent_open' : 'ambiguous_match',
      });
      continue;
    }
    const planned =
      link.series?.undecided === true ? planWithSeries(link, fates, input) : planLink(link, input);
    fates.set(link.itemId, planned);
    if (planned.operation !== null) operations.push(planned.operation);
    outcomes.push(...planned.outcomes);
  }
  return braked(operations, outcomes, input);
}

const seriesFirst = (left: LinkView, right: LinkView): number =>
  Number(left.series?.undecided === true) - Number(right.series?.undecided === true);

/** An occurrence goes with its series, is called off with it, or waits: what is created again takes its occurrences along. */
function planWithSeries(
  link: LinkView,
  fates: ReadonlyMap<string | null, LinkPlan>,
  input: PlanInput,
): LinkPlan {
  const { operation, outcomes } = fates.get(seriesLeaving(link)) ?? NOTHING;
  if (operation?.kind === 'delete_record') return planLink(link, input);
  return outcomes.some(({ reason }) => reason === 'called_off')
    ? outcome(link, 'held', 'called_off')
    : NOTHING;
}

const isDeletion = ({ kind }: Operation): boolean => kind === 'delete_record' || kind === 'delete_item';
const mails = (operation: Operation): boolean => peopleMailed(operation) > 0;

/** How many things are to be deleted: a series is one, with its occurrences. */
function thingsDeleted(operations: readonly Operation[], links: readonly LinkView[]): number {
  const deleted = new Set(
    operations.flatMap((one) => (isDeletion(one) && 'linkId' in one ? one.linkId : [])),
  );
  const things = links.filter(({ id }) => deleted.has(id)).map((link) => seriesLeaving(link) ?? link.itemId);
  return new Set(things).size;
}

/** The item of the series that an occurrence goes along with. */
function seriesLeaving({ series, seen }: LinkView): string | null {
  const traits = seen?.state === 'present' ? seen.item.traits : seen?.traits;
  return series?.leaving === true ? (traits?.occurrence?.seriesItemId ?? null) : null;
}

/**
 * Holds all deletions when there are suspiciously many, and everything that makes Microsoft write to people when they
 * are many; the rest goes on. Deletions that the user has confirmed, or is asked about, are not asked about twice.
 */
function braked(
  operations: readonly Operation[],
  outcomes: readonly PlannedOutcome[],
  input: PlanInput,
): Plan {
  const { linkCount, confirmedDeletions, confirmedMail = 0, alreadyDeleted = 0, alreadyMailed = 0 } = input;
  const deletions = thingsDeleted(operations, input.links);
  const confirmed = deletions <= confirmedDeletions;
  const most = Math.max(BRAKE_MINIMUM, BRAKE_SHARE * (linkCount + alreadyDeleted));
  const tooMany = !confirmed && deletions > 0 && alreadyDeleted + deletions > most;
  const people = operations
    .filter((operation) => !isDeletion(operation) || !(confirmed || tooMany))
    .reduce((sum, operation) => sum + peopleMailed(operation), 0);
  const toTooMany = alreadyMailed + people > Math.max(MAIL_LIMIT, confirmedMail);
  const reasonToHold = (operation: Operation): HoldReason | null => {
    if (isDeletion(operation) && (confirmed || tooMany)) return tooMany ? 'delete_brake' : null;
    return toTooMany && mails(operation) ? 'mail_brake' : null;
  };
  const held = operations.flatMap((operation): PlannedOutcome[] => {
    const reason = reasonToHold(operation);
    return reason === null || operation.kind === 'join'
      ? []
      : [{ linkId: operation.linkId, kind: 'held', reason }];
  });
  if (held.length === 0) return { operations, outcomes, brake: null };
  return {
    operations: operations.filter((operation) => reasonToHold(operation) === null),
    outcomes: [...outcomes, ...held],
    brake: {
      deletions: tooMany ? deletions : 0,
      linkCount,
      peopleMailed: toTooMany ? people : 0,
    },
  };
}
