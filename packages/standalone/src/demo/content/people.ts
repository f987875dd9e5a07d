/** The company that the demonstration is about: it sells and looks after pumps. */
export const COMPANY = {
  name: 'Brightwater Pumps',
  domain: 'brightwater.example',
  tenantId: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b001',
  edition: 'Enterprise',
  dataCenter: 'US',
} as const;

/** Profiles besides the two that every organisation has: clones of Standard with something switched off. */
export const PROFILES = [
  {
    name: 'Sales',
    description: 'Visits customers and closes deals; syncs meetings, contacts and tasks with Microsoft 365.',
    off: [],
    hidden: [],
  },
  {
    name: 'Field Service',
    description: 'Keeps pumps running; syncs meetings and contacts, but not tasks, and deletes no contacts.',
    off: ['Crm_Implied_Mstask_Sync', 'Crm_Implied_Delete_Contacts'],
    hidden: [
      { module: 'Contacts', field: 'Home_Phone' },
      { module: 'Contacts', field: 'Date_of_Birth' },
    ],
  },
] as const;

export type ProfileName = 'Administrator' | 'Standard' | (typeof PROFILES)[number]['name'];

export interface DemoPerson {
  readonly firstName: string;
  readonly lastName: string;
  readonly profile: ProfileName;
  readonly timeZone: string;
  /** Object id at Microsoft. */
  readonly objectId: string;
  /** Whose days and to-dos these are like. */
  readonly work: 'office' | 'sales' | 'service';
}

/** The first is the administrator. */
export const PEOPLE = [
  {
    firstName: 'Maya',
    lastName: 'Ellison',
    profile: 'Administrator',
    timeZone: 'America/New_York',
    objectId: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b0a1',
    work: 'office',
  },
  {
    firstName: 'Priya',
    lastName: 'Raman',
    profile: 'Standard',
    timeZone: 'America/Chicago',
    objectId: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b0a2',
    work: 'office',
  },
  {
    firstName: 'Daniel',
    lastName: 'Ortiz',
    profile: 'Sales',
    timeZone: 'America/Los_Angeles',
    objectId: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b0a3',
    work: 'sales',
  },
  {
    firstName: 'Hannah',
    lastName: 'Whitlock',
    profile: 'Sales',
    timeZone: 'Europe/London',
    objectId: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b0a4',
    work: 'sales',
  },
  {
    firstName: 'Marcus',
    lastName: 'Bell',
    profile: 'Field Service',
    timeZone: 'America/Denver',
    objectId: '5d1c7f0e-3b52-4d0a-9c1e-6a7f2e84b0a5',
    work: 'service',
  },
] as const satisfies readonly DemoPerson[];

export type ColleagueName = (typeof PEOPLE)[number]['firstName'];

/** The address under which somebody is invited to the CRM and signs in at Microsoft. */
export const addressOf = (firstName: string): string => `${firstName.toLowerCase()}@${COMPANY.domain}`;
