import type { EmulatorSeed } from './seed.ts';
import { addDays } from './model/zones.ts';

const TENANT = '72f988bf-0000-4000-8000-000000000001';

/** A small company with a few days of work in its mailboxes, dated around `now`. */
export function demoSeed(now: Date): EmulatorSeed {
  const today = now.toISOString().slice(0, 10);
  const at = (days: number, time: string, timeZone = 'Europe/Berlin') => ({
    dateTime: `${addDays(today, days)}T${time}:00`,
    timeZone,
  });
  return {
    tenants: [{ id: TENANT, name: 'Northwind', domain: 'northwind.example' }],
    users: [
      {
        tenant: TENANT,
        oid: '72f988bf-0000-4000-8000-0000000000a1',
        upn: 'ada@northwind.example',
        displayName: 'Ada Lindqvist',
        givenName: 'Ada',
        surname: 'Lindqvist',
        timeZone: 'Europe/Berlin',
        calendars: [{ name: 'Travel' }],
        contactFolders: [{ displayName: 'Suppliers' }],
        taskLists: [{ displayName: 'Follow-ups' }],
        events: [
          {
            subject: 'Weekly pipeline review',
            start: at(0, '09:30'),
            end: at(0, '10:15'),
            location: { displayName: 'Room 4' },
            isOnlineMeeting: true,
            recurrence: {
              pattern: { type: 'daily', interval: 7 },
              range: { type: 'noEnd', startDate: today },
            },
            attendees: [
              { emailAddress: { name: 'Ben Okafor', address: 'ben@northwind.example' }, type: 'required' },
            ],
          },
          {
            subject: 'Trade fair',
            start: at(3, '00:00'),
            end: at(5, '00:00'),
            isAllDay: true,
            showAs: 'oof',
          },
          { subject: 'Dentist', start: at(1, '14:00'), end: at(1, '15:00'), sensitivity: 'private' },
          { calendar: 'Travel', subject: 'Train to Hamburg', start: at(3, '07:05'), end: at(3, '09:40') },
        ],
        contacts: [
          {
            givenName: 'Grace',
            surname: 'Whitfield',
            companyName: 'Whitfield & Daughters',
            jobTitle: 'Buyer',
            emailAddresses: [{ address: 'grace@whitfield.example' }],
            businessPhones: ['+44 20 7946 0011'],
          },
          {
            givenName: 'Tomás',
            surname: 'Rey',
            emailAddresses: [{ address: 'tomas@rey.example' }],
            mobilePhone: '+34 600 555 010',
          },
          { folder: 'Suppliers', givenName: 'Mei', surname: 'Tanaka', companyName: 'Tanaka Paper' },
        ],
        tasks: [
          { title: 'Send the offer to Whitfield', importance: 'high', dueDateTime: at(1, '00:00') },
          { title: 'Book a table for Thursday' },
          { list: 'Follow-ups', title: 'Ask Tomás about the sample', dueDateTime: at(4, '00:00') },
        ],
      },
      {
        tenant: TENANT,
        oid: '72f988bf-0000-4000-8000-0000000000a2',
        upn: 'ben@northwind.example',
        displayName: 'Ben Okafor',
        givenName: 'Ben',
        surname: 'Okafor',
        timeZone: 'Europe/London',
        contacts: [
          { givenName: 'Lena', surname: 'Vogel', emailAddresses: [{ address: 'lena@vogel.example' }] },
        ],
        tasks: [{ title: 'Prepare the quarterly figures' }],
      },
      {
        tenant: TENANT,
        oid: '72f988bf-0000-4000-8000-0000000000a3',
        upn: 'nomail@northwind.example',
        displayName: 'Noor Mailbox-less',
        mailbox: false,
      },
    ],
  };
}
