import type { Known } from './meetings.ts';
import type { DemoPerson } from './people.ts';

/** A task in words; `{contact}` and `{company}` as in meetings. */
export interface Task {
  readonly title: string;
  /** Working days from the first day of the demonstration; null for whenever. */
  readonly due: number | null;
  readonly known: Known;
  readonly urgent?: true;
  readonly status?: 'in progress' | 'completed' | 'waiting';
  /** A time of the day on which it is due. */
  readonly remindAt?: string;
  readonly notes?: string;
}

const OFFICE: readonly Task[] = [
  { title: 'Send the signed contract to {company}', due: 1, known: 'both', urgent: true, remindAt: '09:00' },
  { title: 'Approve travel expenses', due: 0, known: 'mailbox' },
  { title: 'Ask {contact} for the new delivery address', due: 2, known: 'both' },
  {
    title: 'Prepare figures for all hands',
    due: 2,
    known: 'both',
    status: 'in progress',
    notes: 'Orders, returns, service hours.',
  },
  { title: 'Renew the trade register extract', due: 10, known: 'crm' },
  { title: 'Compare quotes for the new forklift', due: 6, known: 'mailbox', status: 'in progress' },
  { title: 'Write the job ad for the warehouse', due: -2, known: 'both', status: 'completed' },
  { title: 'Reply to {contact} about payment terms', due: 0, known: 'crm', urgent: true },
  { title: 'Order toner', due: null, known: 'mailbox' },
  { title: 'Collect feedback on the price list', due: 5, known: 'crm', status: 'waiting' },
  { title: 'Book the room for the supplier day', due: 4, known: 'mailbox', remindAt: '10:30' },
  { title: 'Update the emergency phone list', due: 12, known: 'both' },
];

const SALES: readonly Task[] = [
  {
    title: 'Send the offer to {company}',
    due: 0,
    known: 'both',
    urgent: true,
    remindAt: '11:00',
    notes: 'Two pumps, one spare, three years of service.',
  },
  { title: 'Call {contact} back', due: 0, known: 'crm', urgent: true },
  { title: 'Write the visit report for {company}', due: 1, known: 'both' },
  { title: 'Get drawings from {contact}', due: 3, known: 'both', status: 'waiting' },
  { title: 'Prepare the demo case', due: 1, known: 'mailbox', status: 'in progress' },
  { title: 'Check delivery times for stainless housings', due: 2, known: 'mailbox' },
  { title: 'Thank {contact} for the referral', due: -1, known: 'both', status: 'completed' },
  { title: 'Update the forecast', due: 4, known: 'crm', remindAt: '08:30' },
  { title: 'Ask {company} for a reference', due: 8, known: 'crm' },
  { title: 'Submit travel expenses', due: 5, known: 'mailbox' },
  { title: 'Read the new warranty terms', due: null, known: 'mailbox' },
  { title: 'Clear the discount for {company} with Maya', due: 2, known: 'both', status: 'in progress' },
];

const SERVICE: readonly Task[] = [
  { title: 'Order shaft seals for {company}', due: 0, known: 'crm', urgent: true },
  { title: 'Send the inspection report to {contact}', due: 1, known: 'both' },
  { title: 'Return the borrowed torque wrench', due: 2, known: 'mailbox' },
  { title: 'File the warranty claim of {company}', due: 1, known: 'both', urgent: true, remindAt: '07:45' },
  { title: 'Restock the van', due: 0, known: 'mailbox', status: 'in progress' },
  { title: 'Ask {contact} for a shutdown window', due: 4, known: 'both', status: 'waiting' },
  { title: 'Photograph the type plates at {company}', due: 3, known: 'crm' },
  { title: 'Tidy up the measurement archive', due: null, known: 'mailbox' },
  { title: 'Book the calibration service', due: 6, known: 'mailbox', remindAt: '08:00' },
  { title: 'Replace the gasket kit of {company}', due: 5, known: 'both' },
  {
    title: 'Write up the noise measurement',
    due: 4,
    known: 'crm',
    notes: 'Compare with the reading of last spring.',
  },
  { title: 'Sign the safety instructions', due: -3, known: 'both', status: 'completed' },
];

export const TASKS: Readonly<Record<DemoPerson['work'], readonly Task[]>> = {
  office: OFFICE,
  sales: SALES,
  service: SERVICE,
};
