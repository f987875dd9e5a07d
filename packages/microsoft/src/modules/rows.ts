import { z } from 'zod';

/**
 * What is read of Graph's items. Deltas and services leave out what they like, so everything but the id may be absent
 * or null; a member of another type makes its row malformed. Members that nobody reads are dropped.
 */

const text = z.string().nullable().exactOptional();
const flag = z.boolean().nullable().exactOptional();
const count = z.number().nullable().exactOptional();

const dateTime = z.object({ dateTime: text, timeZone: text }).nullable().exactOptional();
const body = z.object({ contentType: text, content: text }).nullable().exactOptional();
const address = z
  .object({ street: text, city: text, state: text, countryOrRegion: text, postalCode: text })
  .nullable()
  .exactOptional();
const response = z.object({ response: text }).nullable().exactOptional();
const mailAddress = z.object({ name: text, address: text });

const recurrence = z
  .object({
    pattern: z
      .object({
        type: text,
        interval: count,
        daysOfWeek: z.array(z.string()).nullable().exactOptional(),
        dayOfMonth: count,
        month: count,
        index: text,
        firstDayOfWeek: text,
      })
      .nullable()
      .exactOptional(),
    range: z
      .object({
        type: text,
        startDate: text,
        endDate: text,
        numberOfOccurrences: count,
        recurrenceTimeZone: text,
      })
      .nullable()
      .exactOptional(),
  })
  .nullable()
  .exactOptional();

const entity = { id: z.string().min(1), '@odata.etag': text, changeKey: text, lastModifiedDateTime: text };

export const eventRow = z.object({
  ...entity,
  type: text,
  iCalUId: text,
  seriesMasterId: text,
  originalStart: text,
  occurrenceId: text,
  cancelledOccurrences: z.array(z.string()).nullable().exactOptional(),
  exceptionOccurrences: z
    .array(z.object({ occurrenceId: text, originalStart: text }))
    .nullable()
    .exactOptional(),
  subject: text,
  body,
  start: dateTime,
  end: dateTime,
  originalStartTimeZone: text,
  originalEndTimeZone: text,
  isAllDay: flag,
  isCancelled: flag,
  isOrganizer: flag,
  responseStatus: response,
  responseRequested: flag,
  isReminderOn: flag,
  reminderMinutesBeforeStart: count,
  sensitivity: text,
  location: z.object({ displayName: text }).nullable().exactOptional(),
  attendees: z
    .array(z.object({ type: text, emailAddress: mailAddress.nullable().exactOptional(), status: response }))
    .nullable()
    .exactOptional(),
  recurrence,
});

export const contactRow = z.object({
  ...entity,
  givenName: text,
  surname: text,
  middleName: text,
  nickName: text,
  displayName: text,
  companyName: text,
  officeLocation: text,
  profession: text,
  manager: text,
  spouseName: text,
  emailAddresses: z.array(mailAddress).nullable().exactOptional(),
  businessPhones: z.array(z.string()).nullable().exactOptional(),
  homePhones: z.array(z.string()).nullable().exactOptional(),
  mobilePhone: text,
  jobTitle: text,
  department: text,
  assistantName: text,
  birthday: text,
  businessAddress: address,
  otherAddress: address,
  homeAddress: address,
  personalNotes: text,
});

export const taskRow = z.object({
  ...entity,
  title: text,
  body,
  status: text,
  importance: text,
  dueDateTime: dateTime,
  completedDateTime: dateTime,
  reminderDateTime: dateTime,
  isReminderOn: flag,
  recurrence,
});
