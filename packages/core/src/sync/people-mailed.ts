import { elementsOf } from './equality.ts';
import type { Operation } from './operation.ts';

/** Changes of these are a person's own and reach no one's inbox. */
const UNMAILED_FIELDS: ReadonlySet<string> = new Set(['reminderMinutes']);

const addressed = (attendees: Parameters<typeof elementsOf>[0]): number =>
  elementsOf(attendees).filter((element) => typeof element === 'string' || Boolean(element['address']))
    .length;

/** How many people Microsoft would write to if the operation were carried out. */
export function peopleMailed(operation: Operation): number {
  switch (operation.kind) {
    case 'create_item':
      return addressed(operation.values['attendees']);
    case 'update': {
      const changed = Object.keys(operation.itemChanges).some((name) => !UNMAILED_FIELDS.has(name));
      if (!changed || operation.traits.role === 'attendee') return 0;
      return Math.max(operation.traits.attendeeCount, addressed(operation.itemChanges['attendees']));
    }
    case 'cancel_occurrences':
      return operation.traits.attendeeCount * operation.dates.length;
    case 'delete_item':
      return operation.traits.role === 'attendee' ? 0 : operation.traits.attendeeCount;
    default:
      return 0;
  }
}
