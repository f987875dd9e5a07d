import { elementsOf } from '../equality.ts';
import { dateOf } from '../instants.ts';
import type { Json } from '../json.ts';
import { longText, stringOrNull, text, type RecordMapping } from './crm-values.ts';

const SCALARS = {
  firstName: 'First_Name',
  lastName: 'Last_Name',
  mobilePhone: 'Mobile',
  jobTitle: 'Title',
  department: 'Department',
  assistantName: 'Assistant',
  birthday: 'Date_of_Birth',
  mailingStreet: 'Mailing_Street',
  mailingCity: 'Mailing_City',
  mailingState: 'Mailing_State',
  mailingZip: 'Mailing_Zip',
  mailingCountry: 'Mailing_Country',
  otherStreet: 'Other_Street',
  otherCity: 'Other_City',
  otherState: 'Other_State',
  otherZip: 'Other_Zip',
  otherCountry: 'Other_Country',
  notes: 'Description',
} as const;

/** The slots of each list, in order. */
const LISTS = {
  emails: ['Email', 'Secondary_Email'],
  businessPhones: ['Phone', 'Other_Phone'],
  homePhones: ['Home_Phone'],
} as const;

export const contactRecordMapping: RecordMapping = {
  fromRecord(fields) {
    const scalars = Object.entries(SCALARS).map(
      ([name, crmField]) => [name, text(fields[crmField])] as const,
    );
    const lists = Object.entries(LISTS).map(
      ([name, slots]) => [name, slots.flatMap((slot) => text(fields[slot]) ?? [])] as const,
    );
    return {
      ...Object.fromEntries(scalars),
      ...Object.fromEntries(lists),
      birthday: dateOf(text(fields['Date_of_Birth']) ?? ''),
      mailingStreet: longText(fields['Mailing_Street']),
      otherStreet: longText(fields['Other_Street']),
      notes: longText(fields['Description']),
    };
  },

  toRecord(changes) {
    const written: Record<string, Json> = {};
    for (const [name, crmField] of Object.entries(SCALARS)) {
      if (name in changes) written[crmField] = stringOrNull(changes[name]);
    }
    for (const [name, slots] of Object.entries(LISTS)) {
      if (!(name in changes)) continue;
      const elements = elementsOf(changes[name]);
      slots.forEach((slot, index) => {
        written[slot] = text(elements[index]);
      });
    }
    return written;
  },
};
