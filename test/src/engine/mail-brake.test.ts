import { expect, describe, it } from 'vitest';
import { MAIL_LIMIT } from '@syncgrant/core';
import { readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    emailAddress: { address: `p${index}@example.test` },
    type: 'required',
  }));

describe.each(EITHER_DATABASE)('the brake on mail in one tick on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('counts over all plans: what a plan has mailed is not open to the next one', async () => {
    const at = (hour: number) => ({ dateTime: `2027-03-01T${hour}:00:00`, timeZone: 'UTC' });
    const events: GraphAnswer[] = [];
    for (const [hour, subject] of [
      [10, 'Small'],
      [12, 'Growing'],
    ] as const) {
      const attendees = people(MAIL_LIMIT / 2 - 5);
      const body = { subject, start: at(hour), end: at(hour + 1), attendees };
      events.push(await company.graph('POST', '/me/events', body));
    }
    await company.enable('meetings');
    for (const { id, fields } of await company.records('meetings'))
      await company.changeRecord('meetings', id, { Event_Title: `${String(fields['Event_Title'])} review` });
    /* Read before it grows, so that the first plan counts few and its write meets a conflict. */
    const growing = events[1].id;
    company.whenAnswered(/delta/, () =>
      company.graph('PATCH', `/me/events/${growing}`, { attendees: people(MAIL_LIMIT - 5) }),
    );
    await company.tick();
    const subjects = async () =>
      (await company.graph('GET', '/me/events')).value.map((event: GraphAnswer) => event.subject).toSorted();
    expect(await subjects()).toEqual(['Growing', 'Small review']);
    const setup = await readSetup(company.tenant, company.userId, 'meetings');
    expect(setup?.confirmation).toMatchObject({ peopleMailed: MAIL_LIMIT - 5 });

    await company.tick();
    expect(await subjects()).toEqual(['Growing review', 'Small review']);
  });
});
