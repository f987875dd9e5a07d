import { sameInCrm } from './both-sides.ts';
import type { Customer } from './content/companies.ts';
import type { Known } from './content/meetings.ts';
import { JOBS, LEAD_SOURCES, NOTES } from './content/names.ts';
import type { DemoPerson } from './content/people.ts';
import type { DemoItem } from './demo.ts';
import type { Random } from './random.ts';
import { cycled } from './slices.ts';

export interface DemoContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly customer: Customer;
  readonly job: (typeof JOBS)[number];
  readonly phone: string;
  readonly mobile: string;
  readonly birthday: string | null;
  readonly note: string | null;
  readonly leadSource: string;
  readonly known: Known;
}

const CONTACTS = 25;
/** Of the contacts, so many first ones are on both sides, and so many of the others in the mailbox only. */
const ON_BOTH_SIDES = 9;
const IN_MAILBOX_ONLY = 8;

/** The people that one user deals with. */
export function makeContacts(
  random: Random,
  from: {
    readonly customers: readonly Customer[];
    readonly firstNames: readonly string[];
    readonly lastNames: readonly string[];
  },
): readonly DemoContact[] {
  return Array.from({ length: CONTACTS }, (_, place) => {
    const firstName = cycled(from.firstNames, place);
    // Shifted by one with each round, so that no full name comes twice.
    const lastName = cycled(from.lastNames, place + Math.floor(place / from.lastNames.length));
    const customer = cycled(from.customers, place);
    const phone = () => `+1 ${customer.areaCode} 555 01${String(random.below(100)).padStart(2, '0')}`;
    return {
      firstName,
      lastName,
      email: `${firstName}.${lastName}@${customer.domain}`.toLowerCase(),
      customer,
      job: cycled(JOBS, random.below(JOBS.length)),
      phone: phone(),
      mobile: phone(),
      birthday:
        place % 6 === 0 ? `19${60 + random.below(40)}-0${1 + random.below(9)}-1${random.below(10)}` : null,
      note: place % 4 === 0 ? cycled(NOTES, random.below(NOTES.length)) : null,
      leadSource: cycled(LEAD_SOURCES, random.below(LEAD_SOURCES.length)),
      known: place < ON_BOTH_SIDES ? 'both' : place < ON_BOTH_SIDES + IN_MAILBOX_ONLY ? 'mailbox' : 'crm',
    };
  });
}

export const contactItems = (contacts: readonly DemoContact[], person: DemoPerson): readonly DemoItem[] =>
  contacts.map((contact, place) => {
    const body = contactBody(contact);
    const record = { ...sameInCrm('contacts', body, person.timeZone), Lead_Source: contact.leadSource };
    return {
      module: 'contacts',
      known: contact.known,
      // Of some that both sides know, one side knows less.
      body: place % 4 === 2 ? { ...body, mobilePhone: null } : body,
      record: place % 4 === 3 ? { ...record, Title: null } : record,
      about: null,
    };
  });

function contactBody(contact: DemoContact): DemoItem['body'] {
  const { firstName, lastName, email, customer, job, phone, mobile, birthday, note } = contact;
  const displayName = `${firstName} ${lastName}`;
  return {
    givenName: firstName,
    surname: lastName,
    displayName,
    companyName: customer.name,
    jobTitle: job.title,
    ...(job.department !== null && { department: job.department }),
    emailAddresses: [{ name: displayName, address: email }],
    businessPhones: [phone],
    mobilePhone: mobile,
    businessAddress: {
      street: customer.street,
      city: customer.city,
      state: customer.state,
      postalCode: customer.zip,
      countryOrRegion: 'United States',
    },
    ...(birthday !== null && { birthday: `${birthday}T11:59:00Z` }),
    ...(note !== null && { personalNotes: note }),
  };
}
