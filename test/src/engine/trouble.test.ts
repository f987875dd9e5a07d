import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  confirmDeletions,
  inTransaction,
  openIntents,
  readSetup,
  saveCursor,
  Tenant,
} from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { DATABASE_KINDS } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=100')).value;
const openCreates = async () => openIntents(company.tenant, (await setup())?.id ?? '');
const setup = () => readSetup(company.tenant, company.userId, 'contacts');

describe.each(DATABASE_KINDS)('a sync under trouble on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('finds a create again whose answer was lost, and does not create it twice', async () => {
    await company.enable('contacts');
    await company.addRecord('contacts', { First_Name: 'Grace', Last_Name: 'Hopper' });
    company.emulator.addFaults([
      { match: { method: 'POST', path: '/contacts' }, count: 1, action: { loseResponse: true } },
    ]);
    await company.tick();
    expect(company.emulator.faults).toEqual([]);
    expect(await atMicrosoft()).toHaveLength(1);
    expect(await openCreates()).toHaveLength(1);
    company.clock.advance(10 * 60_000);
    await company.settle();
    expect(await openCreates()).toEqual([]);
    company.clock.advance(10 * 60_000);
    await company.settle();
    expect(await atMicrosoft()).toHaveLength(1);
    expect(await company.records('contacts')).toHaveLength(1);
  });

  it('sends a create again that never arrived, once the settling time is over', async () => {
    await company.enable('contacts');
    await company.addRecord('contacts', { First_Name: 'Grace', Last_Name: 'Hopper' });
    company.emulator.addFaults([
      { match: { method: 'POST', path: '/contacts' }, count: 1, action: { status: 503 } },
    ]);
    await company.tick();
    expect(company.emulator.faults).toEqual([]);
    expect(await atMicrosoft()).toHaveLength(0);
    for (let minute = 0; minute < 6; minute += 1) {
      company.clock.advance(60_000);
      await company.settle();
    }
    expect(await atMicrosoft()).toHaveLength(1);
  });

  it('reads everything anew after a dead delta token, carrying deletions made meanwhile and doubling nothing', async () => {
    for (const name of ['Hopper', 'Turing', 'Lovelace'])
      await company.addRecord('contacts', { Last_Name: name });
    await company.enable('contacts');
    const items = await atMicrosoft();
    await company.graph('DELETE', `/me/contacts/${items[0].id}`);
    await company.graph('POST', '/me/contacts', { givenName: 'Edsger', surname: 'Dijkstra' });
    company.emulator.addFaults([
      {
        match: { method: 'GET', path: 'delta' },
        count: 1,
        action: { status: 410, body: { error: { code: 'SyncStateNotFound', message: 'gone' } } },
      },
    ]);
    await company.settle();
    const records = await company.records('contacts');
    expect(records).toHaveLength(3);
    expect(new Set(records.map(({ fields }) => fields['Last_Name']))).toEqual(
      new Set(['Hopper', 'Turing', 'Lovelace', 'Dijkstra'].filter((name) => name !== items[0].surname)),
    );
    expect(await atMicrosoft()).toHaveLength(3);
  });

  it('holds a tick that would delete unusually much until the user confirms', async () => {
    for (let index = 0; index < 12; index += 1)
      await company.addRecord('contacts', { Last_Name: `Person ${index}` });
    await company.enable('contacts');
    for (const item of await atMicrosoft()) await company.graph('DELETE', `/me/contacts/${item.id}`);
    await company.settle();
    expect(await company.records('contacts')).toHaveLength(12);
    expect((await setup())?.confirmation).toMatchObject({ deletions: 12, linkCount: 12 });
    await company.settle();
    expect((await setup())?.confirmation).toMatchObject({ deletions: 12, linkCount: 12 });

    await inTransaction(company.deps.db, (transaction) =>
      confirmDeletions(
        new Tenant(transaction, company.tenant.organisationId),
        company.userId,
        'contacts',
        12,
        company.clock.now(),
      ),
    );
    await company.settle();
    expect(await company.records('contacts')).toEqual([]);
    expect(await setup()).toMatchObject({ confirmation: null, confirmed_deletions: 0 });
  });

  it('waits out throttling and goes on by itself', async () => {
    await company.enable('contacts');
    await company.graph('POST', '/me/contacts', { surname: 'Turing' });
    company.emulator.addFaults([
      { match: { path: 'delta' }, count: 1, action: { status: 429, headers: { 'retry-after': '20' } } },
    ]);
    await company.tick();
    expect(await setup()).toMatchObject({ problem: { class: 'throttled' } });
    expect(await company.tick()).toMatchObject({ kind: 'paused' });
    company.clock.advance(30_000);
    await company.settle();
    expect(await company.records('contacts')).toHaveLength(1);
    expect((await setup())?.problem).toBeNull();
  });

  it('lets one bad item fail alone, with its reason', async () => {
    await company.enable('contacts');
    await company.addRecord('contacts', { Last_Name: 'Bad' });
    await company.addRecord('contacts', { Last_Name: 'Good' });
    company.emulator.addFaults([
      {
        match: { method: 'POST', path: '/contacts' },
        count: 1,
        action: { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'no' } } },
      },
    ]);
    await company.tick();
    expect(await atMicrosoft()).toHaveLength(1);
    company.clock.advance(60_000);
    await company.settle();
    expect(await atMicrosoft()).toHaveLength(2);
  });

  it('does not try an item in a circle whose change Microsoft never takes', async () => {
    const start = { dateTime: new Date(Date.now() + 86_400_000).toISOString().slice(0, 19), timeZone: 'UTC' };
    await company.graph('POST', '/me/events', { subject: 'Review', start, end: start });
    await company.enable('meetings');
    const [record] = await company.records('meetings');
    await company.changeRecord('meetings', record?.id ?? '', { Event_Title: 'Long review' });
    const conflict = {
      status: 412,
      body: { error: { code: 'ErrorIrresolvableConflict', message: 'changed' } },
    };
    company.emulator.addFaults([{ match: { method: 'PATCH' }, count: 500, action: conflict }]);
    const before = company.emulator.log.length;
    await company.settle();
    const tries = company.emulator.log.slice(before).filter(({ method }) => method === 'PATCH');
    expect(tries).toHaveLength(3);
    expect((await company.graph('GET', '/me/events')).value[0].subject).toBe('Review');
  });

  it('begins a round anew whose next link has died, and misses nothing', async () => {
    await company.enable('contacts');
    for (const name of ['Hopper', 'Turing']) await company.graph('POST', '/me/contacts', { surname: name });
    const link = 'http://emulator.test/v1.0/me/contactFolders/contacts/contacts/delta?$skiptoken=dead';
    const before = (await setup())?.configuration?.containerId ?? '';
    await saveCursor(
      company.tenant,
      (await setup())?.id ?? '',
      before,
      { nextLink: link },
      company.clock.now(),
    );
    company.emulator.addFaults([
      {
        match: { path: 'skiptoken=dead' },
        count: 1,
        action: { status: 400, body: { error: { code: 'BadRequest', message: 'no' } } },
      },
    ]);
    await company.settle();
    expect(company.emulator.faults.filter(({ match }) => match.path === 'skiptoken=dead')).toEqual([]);
    expect((await company.records('contacts')).map(({ fields }) => fields['Last_Name'])).toEqual([
      'Hopper',
      'Turing',
    ]);
  });

  it('lets a run that was overtaken store nothing about its end', async () => {
    await company.enable('contacts');
    const before = await setup();
    company.whenAnswered(/delta/, async () => {
      await company.tenant
        .update('lease')
        .set({ fence: sql<number>`fence + 1` })
        .execute();
    });
    expect(await company.tick()).toEqual({ kind: 'lost' });
    expect((await setup())?.last_good_end_at).toEqual(before?.last_good_end_at);
  });
});
