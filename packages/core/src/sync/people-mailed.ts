import { elementsOf } from './equality.ts';
import type { Operation } from './operation.ts';

/** Changes of these are a person's own and reach no one's inbox. */
const UNMAILED_FIELDS: ReadonlySet<string> = new Set(['reminderMinutes']);

const addresses = (attendees: Parameters<typeof elementsOf>[0]): ReadonlySet<string> =>
  new Set(
    elementsOf(attendees).flatMap((element) => {
      const address = typeof element === 'string' ? element : element['address'];
      return typeof address === 'string' ? [address.toLowerCase()] : [];
    }),
  );

/**
 * Who is told of an update: everybody who was or is invited; but if nothing except the attendees changes, only who comes and
 * who goes (https://learn.microsoft.com/graph/api/event-update).
 */
function toldOfUpdate({
  itemChanges,
  attendeesBefore,
  traits,
}: Extract<Operation, { kind: 'update' }>): number {
  const changed = Object.keys(itemChanges).filter((name) => !UNMAILED_FIELDS.has(name));
  if (changed.length === 0 || traits.role === 'attendee') return 0;
  if (attendeesBefore === undefined) return traits.attendeeCount;
  const [before, after] = [addresses(attendeesBefore), addresses(itemChanges['attendees'])];
  const all = new Set([...before, ...after]);
  return [...all].filter((address) => changed.length > 1 || before.has(address) !== after.has(address))
    .length;
}

/** How many people Microsoft would write to if the operation were carried out. */
export function peopleMailed(operation: Operation): number {
  switch (operation.kind) {
    case 'create_item':
      return addresses(operation.values['attendees']).size;
    case 'update':
      return toldOfUpdate(operation);
    case 'cancel_occurrences':
      return operation.traits.attendeeCount * operation.dates.length;
    case 'delete_item':
      return operation.traits.role === 'attendee' ? 0 : operation.traits.attendeeCount;
    default:
      return 0;
  }
}
