import type { ColleagueName, DemoPerson } from './people.ts';

/** Which side knows of something before the first sync. */
export type Known = 'both' | 'mailbox' | 'crm';

/** A meeting in words. `{contact}`, `{company}` and `{city}` are those of one of the person's contacts. */
export interface Meeting {
  readonly title: string;
  /** Working days from the first day of the demonstration. */
  readonly day: number;
  /** A time of the person's day and minutes, or whole days. */
  readonly at: readonly [time: string, minutes: number] | { readonly days: number };
  readonly known: Known;
  readonly place?: string;
  readonly notes?: string;
  readonly repeats?: 'every working day' | 'weekly' | 'every other week' | 'monthly';
  readonly online?: true;
  readonly private?: true;
  /** The contact is invited. */
  readonly withContact?: true;
  readonly with?: readonly ColleagueName[];
  /** A calendar besides the default one. */
  readonly calendar?: 'Travel';
}

/** Meetings of several colleagues; the organiser's invitations are in the others' calendars as well. */
export const TEAM_MEETINGS: readonly (Meeting & { readonly organiser: ColleagueName })[] = [
  {
    organiser: 'Maya',
    title: 'All hands',
    day: 3,
    at: ['12:00', 45],
    known: 'both',
    online: true,
    repeats: 'monthly',
    with: ['Priya', 'Daniel', 'Hannah', 'Marcus'],
    notes: 'The quarter in numbers, new colleagues, questions.',
  },
  {
    organiser: 'Daniel',
    title: 'Pipeline review',
    day: 1,
    at: ['09:00', 45],
    known: 'both',
    online: true,
    repeats: 'weekly',
    with: ['Hannah', 'Maya'],
  },
  {
    organiser: 'Priya',
    title: 'Spare parts stock check',
    day: 2,
    at: ['10:00', 30],
    known: 'mailbox',
    online: true,
    repeats: 'every other week',
    with: ['Marcus'],
  },
  {
    organiser: 'Marcus',
    title: 'Handover: spring installations',
    day: 4,
    at: ['11:00', 60],
    known: 'both',
    online: true,
    with: ['Daniel', 'Priya'],
  },
];

const OFFICE: readonly Meeting[] = [
  { title: 'Plan the day', day: 0, at: ['08:30', 15], known: 'mailbox', repeats: 'every working day' },
  { title: 'Budget review', day: 1, at: ['14:00', 60], known: 'both', place: 'Room Niagara' },
  {
    title: 'Contract renewal with {company}',
    day: 2,
    at: ['11:00', 45],
    known: 'both',
    online: true,
    withContact: true,
  },
  { title: 'Lunch with {contact}', day: 4, at: ['12:30', 75], known: 'crm', place: 'The Boathouse, {city}' },
  {
    title: 'Interview: service coordinator',
    day: 3,
    at: ['15:00', 60],
    known: 'mailbox',
    place: 'Room Niagara',
  },
  { title: 'Interview: warehouse lead', day: 5, at: ['15:00', 60], known: 'mailbox', place: 'Room Niagara' },
  { title: 'Supplier call: {company}', day: -1, at: ['10:30', 30], known: 'both', withContact: true },
  { title: 'Insurance renewal', day: 6, at: ['09:30', 45], known: 'crm', notes: 'Bring the new site list.' },
  { title: 'Dentist', day: 2, at: ['16:00', 60], known: 'mailbox', private: true },
  { title: 'School concert', day: 7, at: ['17:30', 90], known: 'mailbox', private: true },
  { title: 'Office closed for inventory', day: 9, at: { days: 1 }, known: 'both' },
  {
    title: 'Water technology fair',
    day: 11,
    at: { days: 3 },
    known: 'both',
    place: 'Convention Center, {city}',
  },
  { title: 'Month-end close', day: 8, at: ['13:00', 120], known: 'mailbox', repeats: 'monthly' },
  { title: 'Price list for next season', day: 5, at: ['10:00', 60], known: 'crm' },
  { title: 'Safety briefing', day: -3, at: ['08:00', 30], known: 'both', place: 'Workshop' },
  { title: 'Call {contact} about the framework agreement', day: 1, at: ['16:30', 20], known: 'crm' },
  {
    title: 'One to one',
    day: 3,
    at: ['09:30', 30],
    known: 'mailbox',
    repeats: 'weekly',
    place: 'Room Iguazu',
  },
  { title: 'Fire drill', day: 12, at: ['11:00', 20], known: 'mailbox' },
];

const SALES: readonly Meeting[] = [
  { title: 'Plan the day', day: 0, at: ['08:15', 15], known: 'mailbox', repeats: 'every working day' },
  {
    title: 'Demo for {company}',
    day: 1,
    at: ['13:00', 60],
    known: 'both',
    online: true,
    withContact: true,
    notes: 'Show the low-noise series and the service portal.',
  },
  {
    title: 'Site visit at {company}',
    day: 2,
    at: ['10:00', 90],
    known: 'both',
    place: '{company}, {city}',
    withContact: true,
  },
  {
    title: 'Offer walkthrough with {contact}',
    day: 3,
    at: ['15:00', 45],
    known: 'both',
    online: true,
    withContact: true,
  },
  { title: 'Coffee with {contact}', day: 0, at: ['16:00', 45], known: 'crm', place: 'Station Café, {city}' },
  { title: 'Renewal talk with {company}', day: 4, at: ['14:00', 30], known: 'crm', withContact: true },
  { title: 'Follow-up call with {contact}', day: -1, at: ['11:30', 20], known: 'both' },
  { title: 'Lost deal review: {company}', day: -2, at: ['14:30', 30], known: 'crm' },
  { title: 'Train to {city}', day: 6, at: ['07:10', 145], known: 'mailbox', calendar: 'Travel' },
  { title: 'Hotel in {city}', day: 6, at: { days: 2 }, known: 'mailbox', calendar: 'Travel' },
  { title: 'Plant tour at {company}', day: 7, at: ['09:30', 120], known: 'both', place: '{company}, {city}' },
  {
    title: 'Price negotiation with {company}',
    day: 8,
    at: ['13:30', 60],
    known: 'mailbox',
    withContact: true,
  },
  { title: 'Physiotherapy', day: 3, at: ['17:30', 45], known: 'mailbox', private: true, repeats: 'weekly' },
  { title: 'Water technology fair', day: 11, at: { days: 3 }, known: 'both', place: 'Convention Center' },
  { title: 'Quarterly target talk', day: 5, at: ['09:00', 45], known: 'mailbox' },
  {
    title: 'Product training: variable speed drives',
    day: 9,
    at: ['10:00', 90],
    known: 'mailbox',
    online: true,
  },
  { title: 'Kick-off with {company}', day: 10, at: ['11:00', 60], known: 'crm', withContact: true },
  { title: 'Day off', day: 14, at: { days: 1 }, known: 'mailbox' },
];

const SERVICE: readonly Meeting[] = [
  { title: 'Load the van', day: 0, at: ['07:00', 30], known: 'mailbox', repeats: 'every working day' },
  {
    title: 'Replace seals at {company}',
    day: 0,
    at: ['09:30', 120],
    known: 'both',
    place: '{company}, {city}',
  },
  {
    title: 'Yearly inspection at {company}',
    day: 1,
    at: ['10:00', 180],
    known: 'both',
    place: '{company}, {city}',
    withContact: true,
  },
  {
    title: 'Commissioning at {company}',
    day: 2,
    at: ['08:30', 240],
    known: 'both',
    place: '{company}, {city}',
    withContact: true,
  },
  { title: 'Emergency standby', day: 5, at: { days: 2 }, known: 'both' },
  {
    title: 'Noise measurement at {company}',
    day: 3,
    at: ['13:00', 60],
    known: 'crm',
    place: '{company}, {city}',
  },
  {
    title: 'Flush the cooling circuit at {company}',
    day: 4,
    at: ['09:00', 150],
    known: 'crm',
    place: '{company}, {city}',
  },
  {
    title: 'Remote diagnosis with {contact}',
    day: 1,
    at: ['15:30', 30],
    known: 'mailbox',
    online: true,
    withContact: true,
  },
  { title: 'Walk the plant with {contact}', day: -2, at: ['11:00', 60], known: 'both' },
  {
    title: 'Warranty case at {company}',
    day: -1,
    at: ['10:00', 90],
    known: 'crm',
    notes: 'Bearing failed after nine months; take photographs.',
  },
  { title: 'Forklift licence renewal', day: 6, at: ['08:00', 180], known: 'mailbox' },
  { title: 'First aid course', day: 8, at: { days: 1 }, known: 'mailbox' },
  { title: 'Tool calibration', day: 7, at: ['14:00', 60], known: 'mailbox', repeats: 'monthly' },
  { title: 'Bowling league', day: 2, at: ['18:30', 120], known: 'mailbox', private: true, repeats: 'weekly' },
  {
    title: 'Vibration check at {company}',
    day: 9,
    at: ['10:30', 60],
    known: 'both',
    place: '{company}, {city}',
  },
  {
    title: 'Train the operators at {company}',
    day: 10,
    at: ['13:00', 120],
    known: 'both',
    withContact: true,
  },
  { title: 'Vacation', day: 15, at: { days: 5 }, known: 'mailbox' },
];

export const MEETINGS: Readonly<Record<DemoPerson['work'], readonly Meeting[]>> = {
  office: OFFICE,
  sales: SALES,
  service: SERVICE,
};
