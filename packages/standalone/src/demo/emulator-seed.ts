import type { EmulatorSeed } from '@syncgrant/emulator';
import { COMPANY } from './content/people.ts';
import { inMailbox, type Demo, type DemoUser } from './demo.ts';

/** The demonstration's tenant with its mailboxes. Nobody has consented to anything yet. */
export const emulatorSeedOf = (demo: Demo): EmulatorSeed => ({
  tenants: [{ id: COMPANY.tenantId, name: COMPANY.name, domain: COMPANY.domain }],
  users: demo.users.map(emulatedUser),
});

function emulatedUser({ person, email, items }: DemoUser): NonNullable<EmulatorSeed['users']>[number] {
  const known = items.filter(inMailbox);
  const bodies = (module: string) => known.filter((item) => item.module === module).map(({ body }) => body);
  const meetings = known.filter(({ module }) => module === 'meetings');
  const calendars = new Set(meetings.flatMap(({ calendar }) => calendar ?? []));
  return {
    tenant: COMPANY.tenantId,
    oid: person.objectId,
    upn: email,
    displayName: `${person.firstName} ${person.lastName}`,
    givenName: person.firstName,
    surname: person.lastName,
    timeZone: person.timeZone,
    calendars: [...calendars].map((name) => ({ name })),
    events: meetings.map(({ body, calendar }) => ({ ...body, ...(calendar !== undefined && { calendar }) })),
    contacts: bodies('contacts'),
    tasks: bodies('tasks'),
  };
}
