import { describe, expect, it } from 'vitest';
import { readPossibleMatches, readWaitingItems } from '@syncgrant/agent';
import { OUTCOME_HELP, OUTCOME_TEXT, restored } from '@syncgrant/core';
import {
  confirmMail,
  decideDifferent,
  decideSame,
  inTransaction,
  listConflicts,
  readSetup,
  retryLink,
  Tenant,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;

describe.each(DATABASE_KINDS)('what the user of a sync decides on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  const setupOf = async (module: 'contacts' | 'meetings') => {
    const setup = await readSetup(company.tenant, company.userId, module);
    if (setup === null) throw new Error('no setup');
    return setup;
  };

  it.each(['crm', 'microsoft'] as const)(
    'a value that lost against %s and is restored stands on both sides, without a new conflict',
    async (conflictPolicy) => {
      const record = await company.addRecord('contacts', { Last_Name: 'Hopper', Title: 'Programmer' });
      await company.enable('contacts', { conflictPolicy });
      const [item] = await atMicrosoft();
      await company.changeRecord('contacts', record.id, { Title: 'Of the CRM' });
      await company.graph('PATCH', `/me/contacts/${item.id}`, { jobTitle: 'Of Microsoft' });
      await company.settle();
      const { id: setupId } = await setupOf('contacts');
      const { rows } = await listConflicts(company.tenant, setupId);
      const lost = conflictPolicy === 'crm' ? 'Of Microsoft' : 'Of the CRM';
      expect(rows).toMatchObject([{ field: 'jobTitle', lost, restored_at: null }]);

      const [current] = await company.records('contacts');
      await company.changeRecord('contacts', record.id, {
        ...restored('contacts', current?.fields ?? {}, rows),
      });
      await company.settle();
      expect((await company.records('contacts'))[0]?.fields['Title']).toBe(lost);
      expect(await atMicrosoft()).toMatchObject([{ jobTitle: lost }]);
      expect((await listConflicts(company.tenant, setupId)).rows).toHaveLength(1);
    },
  );

  describe('about mail to many people', () => {
    const atCalendar = async (): Promise<GraphAnswer[]> =>
      (await company.graph('GET', '/me/events?$top=100')).value;
    const addMeetings = async (count: number, people: number, prefix = 'Review') => {
      for (let number = 0; number < count; number += 1) {
        const day = String(number + 1).padStart(2, '0');
        await company.addRecord('meetings', {
          Event_Title: `${prefix} ${number}`,
          Start_DateTime: `2027-03-${day}T09:00:00+00:00`,
          End_DateTime: `2027-03-${day}T10:00:00+00:00`,
          Participants: Array.from({ length: people }, (_, index) => ({
            type: 'email',
            participant: `p${index}@example.test`,
          })),
        });
      }
    };
    const confirm = (people: number) =>
      inTransaction(company.deps.db, (transaction) =>
        confirmMail(
          new Tenant(transaction, company.tenant.organisationId),
          company.userId,
          'meetings',
          people,
          company.clock.now(),
        ),
      );

    it('a first sync invites whom its preview has shown, and the yes is used up with it', async () => {
      await addMeetings(3, 20);
      await company.connect('meetings');
      await company.configure('meetings');
      await company.settle();
      expect((await setupOf('meetings')).preview).toMatchObject({ peopleMailed: 60, createInMicrosoft: 3 });
      await company.start('meetings');
      await company.settle();
      expect(await atCalendar()).toHaveLength(3);
      expect(await setupOf('meetings')).toMatchObject({
        confirmed_mail: 0,
        confirmation: null,
        phase: 'active',
      });
    });

    it('a tick that would write to many is held until the user says yes; the rest goes on', async () => {
      await company.enable('meetings');
      await addMeetings(3, 20);
      await addMeetings(1, 0, 'Alone');
      await company.settle();
      expect((await atCalendar()).map(({ subject }) => subject)).toEqual(['Alone 0']);
      const { confirmation } = await setupOf('meetings');
      expect(confirmation).toMatchObject({ deletions: 0, peopleMailed: 60 });
      await company.settle();
      expect((await setupOf('meetings')).confirmation?.since).toBe(confirmation?.since);

      await confirm(60);
      await company.settle();
      expect(await atCalendar()).toHaveLength(4);
      expect(await setupOf('meetings')).toMatchObject({ confirmation: null, confirmed_mail: 0 });
      const before = company.emulator.log.length;
      await company.tick();
      expect(company.asked(before).map(({ method }) => method)).toEqual(['GET']);
    });

    it('a yes to fewer people than there are by now is asked for anew, and nobody is written to', async () => {
      await company.enable('meetings');
      await addMeetings(3, 20);
      await company.settle();
      await confirm(60);
      await addMeetings(1, 5, 'Later');
      await company.settle();
      expect(await atCalendar()).toEqual([]);
      expect((await setupOf('meetings')).confirmation).toMatchObject({ peopleMailed: 65 });
    });
  });

  describe('about an item that failed', () => {
    const refusal = { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'no' } } };
    const failOnce = () =>
      company.emulator.addFaults([
        { match: { method: 'POST', path: '/contacts' }, count: 1, action: refusal },
      ]);
    const waiting = async () => (await readWaitingItems(company.tenant, await setupOf('contacts'))).items;
    const retry = async (id: string) => {
      const { id: setupId } = await setupOf('contacts');
      return inTransaction(company.deps.db, (transaction) =>
        retryLink(new Tenant(transaction, company.tenant.organisationId), setupId, id),
      );
    };

    it('tells why, and goes through at once when it is tried, without waiting and without a twin', async () => {
      await company.enable('contacts');
      await company.addRecord('contacts', { Last_Name: 'Hopper' });
      failOnce();
      await company.settle();
      const [item, ...others] = await waiting();
      expect([item, others]).toMatchObject([{ kind: 'failed', title: 'Hopper', who: 'user' }, []]);
      expect(item?.message).toContain('Microsoft refused it');
      expect(item?.nextAttemptAt).not.toBeNull();
      await company.settle();
      expect(await atMicrosoft()).toEqual([]);

      expect(await retry(item?.id ?? '')).toBe(true);
      await company.settle();
      expect(await atMicrosoft()).toHaveLength(1);
      expect(await waiting()).toEqual([]);
      // Once more is no mistake, and changes nothing.
      expect(await retry(item?.id ?? '')).toBe(true);
      await company.settle();
      expect(await atMicrosoft()).toHaveLength(1);
    });

    it('what fails again waits longer than before', async () => {
      await company.enable('contacts');
      await company.addRecord('contacts', { Last_Name: 'Hopper' });
      failOnce();
      await company.settle();
      const waits = async () => {
        const [item] = await waiting();
        return {
          id: item?.id ?? '',
          ms: Date.parse(item?.nextAttemptAt ?? '') - company.clock.now().getTime(),
        };
      };
      const first = await waits();
      await retry(first.id);
      failOnce();
      await company.settle();
      expect((await waits()).ms).toBeGreaterThan(first.ms * 1.2);
    });

    it('one that has nothing left to do is not listed any more', async () => {
      await company.enable('contacts');
      const record = await company.addRecord('contacts', { Last_Name: 'Hopper' });
      failOnce();
      await company.settle();
      await company.removeRecord('contacts', record.id);
      const [item] = await waiting();
      await retry(item?.id ?? '');
      await company.settle();
      expect([await waiting(), await atMicrosoft()]).toEqual([[], []]);
    });
  });

  it('a held item tells why and what helps, until it does', async () => {
    await company.enable('contacts');
    await company.setPermission('Crm_Implied_Create_Contacts', false);
    await company.graph('POST', '/me/contacts', { givenName: 'Alan', surname: 'Turing' });
    await company.settle();
    const waiting = async () => (await readWaitingItems(company.tenant, await setupOf('contacts'))).items;
    expect(await waiting()).toMatchObject([
      {
        kind: 'held',
        title: 'Alan Turing',
        reason: 'no_create_permission',
        message: OUTCOME_TEXT.no_create_permission,
        help: OUTCOME_HELP.no_create_permission.help,
        who: 'administrator',
      },
    ]);
    await company.setPermission('Crm_Implied_Create_Contacts', true);
    await company.settle();
    expect(await waiting()).toEqual([]);
  });

  describe('about what could be the same more than once', () => {
    const EMAIL = 'info@navy.test';
    const waiting = async () => readPossibleMatches(company.tenant, await setupOf('contacts'));
    const decide = async (word: (tenant: Tenant, setupId: string) => Promise<boolean>): Promise<boolean> => {
      const { id } = await setupOf('contacts');
      return inTransaction(company.deps.db, (transaction) =>
        word(new Tenant(transaction, company.tenant.organisationId), id),
      );
    };
    /** One record, two people at Microsoft with the same address. */
    const doubt = async () => {
      const record = await company.addRecord('contacts', { Last_Name: 'Hopper', Email: EMAIL });
      for (const surname of ['Hopper', 'Murray'])
        await company.graph('POST', '/me/contacts', { surname, emailAddresses: [{ address: EMAIL }] });
      await company.enable('contacts');
      const [group, ...others] = await waiting();
      if (group === undefined || others.length > 0) throw new Error('one group was expected');
      const linkOf = (title: string) => group.items.find((item) => item.title === title)?.link.id ?? '';
      return { record, group, recordLinkId: group.records[0]?.link.id ?? '', linkOf };
    };
    const names = async () => ({
      crm: (await company.records('contacts')).map(({ fields }) => String(fields['Last_Name'])).toSorted(),
      microsoft: (await atMicrosoft()).map(({ surname }) => String(surname)).toSorted(),
    });
    const atRest = async () => {
      const before = company.emulator.log.length;
      await company.tick();
      expect(company.asked(before).map(({ method }) => method)).toEqual(['GET']);
    };

    it('nothing is done until the user says it', async () => {
      const { group } = await doubt();
      expect([group.records.length, group.items.length]).toEqual([1, 2]);
      expect(await names()).toEqual({ crm: ['Hopper'], microsoft: ['Hopper', 'Murray'] });
    });

    it('the named pair becomes one, the other is somebody else, and nobody is doubled', async () => {
      const { record, recordLinkId, linkOf } = await doubt();
      const itemLinkId = linkOf('Hopper');
      expect(await decide((tenant, id) => decideSame(tenant, id, { recordLinkId, itemLinkId }))).toBe(true);
      await company.settle();
      expect(await names()).toEqual({ crm: ['Hopper', 'Murray'], microsoft: ['Hopper', 'Murray'] });
      expect(await waiting()).toEqual([]);
      await atRest();
      await company.changeRecord('contacts', record.id, { Title: 'Admiral' });
      await company.settle();
      const changed = (await atMicrosoft()).filter(({ jobTitle }) => jobTitle === 'Admiral');
      expect(changed.map(({ surname }) => surname)).toEqual(['Hopper']);
      expect(await decide((tenant, id) => decideSame(tenant, id, { recordLinkId, itemLinkId }))).toBe(false);
    });

    it('who is different is created on the other side once, also after a lost answer', async () => {
      const { group } = await doubt();
      const ids = [...group.records, ...group.items].map(({ link }) => link.id);
      expect(await decide((tenant, id) => decideDifferent(tenant, id, ids))).toBe(true);
      company.emulator.addFaults([
        { match: { method: 'POST', path: '/contacts' }, count: 1, action: { loseResponse: true } },
      ]);
      await company.settle();
      company.clock.advance(60 * 60_000);
      await company.settle();
      expect(await names()).toEqual({
        crm: ['Hopper', 'Hopper', 'Murray'],
        microsoft: ['Hopper', 'Hopper', 'Murray'],
      });
      expect(await waiting()).toEqual([]);
      await atRest();
    });

    it('a word about what waits for none changes nothing', async () => {
      const { recordLinkId, linkOf } = await doubt();
      const pairs = [
        { recordLinkId, itemLinkId: '999' },
        { recordLinkId: linkOf('Hopper'), itemLinkId: linkOf('Murray') },
        { recordLinkId, itemLinkId: recordLinkId },
      ];
      for (const pair of pairs)
        expect(await decide((tenant, id) => decideSame(tenant, id, pair))).toBe(false);
      expect(await decide((tenant, id) => decideDifferent(tenant, id, [recordLinkId, '999']))).toBe(false);
      await company.settle();
      expect(await waiting()).toHaveLength(1);
    });

    it('a pair whose item was deleted before it was joined is decided about anew', async () => {
      const { recordLinkId, linkOf } = await doubt();
      const itemLinkId = linkOf('Hopper');
      await decide((tenant, id) => decideSame(tenant, id, { recordLinkId, itemLinkId }));
      const gone = (await atMicrosoft()).find(({ surname }) => surname === 'Hopper');
      await company.graph('DELETE', `/me/contacts/${gone.id}`);
      await company.settle();
      expect(await names()).toEqual({ crm: ['Hopper'], microsoft: ['Murray'] });
      const [group] = await waiting();
      expect(group?.items.map(({ title }) => title)).toEqual(['Murray']);
      await decide((tenant, id) => decideDifferent(tenant, id, [recordLinkId, linkOf('Murray')]));
      await company.settle();
      expect(await names()).toEqual({ crm: ['Hopper', 'Murray'], microsoft: ['Hopper', 'Murray'] });
    });
  });
});
