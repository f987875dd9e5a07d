import { CUSTOMERS } from './content/companies.ts';
import { FIRST_NAMES, LAST_NAMES } from './content/names.ts';
import { addressOf, PEOPLE } from './content/people.ts';
import { contactItems, makeContacts } from './demo-contacts.ts';
import { meetingItems } from './demo-meetings.ts';
import { taskItems } from './demo-tasks.ts';
import type { Demo } from './demo.ts';
import { seededRandom } from './random.ts';
import { slices } from './slices.ts';

const SEED = 20_260_301;

/** The demonstration as of a day: the same for the same day and seed, with everything dated around that day. */
export function createDemo(now: Date, seed = SEED): Demo {
  const random = seededRandom(seed);
  const customers = slices(random.shuffled(CUSTOMERS), PEOPLE.length);
  const firstNames = slices(random.shuffled(FIRST_NAMES), PEOPLE.length);
  const lastNames = slices(random.shuffled(LAST_NAMES), PEOPLE.length);
  return {
    users: PEOPLE.map((person, index) => {
      const contacts = makeContacts(random, {
        customers: customers[index] ?? [],
        firstNames: firstNames[index] ?? [],
        lastNames: lastNames[index] ?? [],
      });
      return {
        person,
        email: addressOf(person.firstName),
        items: [
          ...contactItems(contacts, person),
          ...meetingItems(contacts, person, now),
          ...taskItems(contacts, person, now),
        ],
      };
    }),
  };
}
