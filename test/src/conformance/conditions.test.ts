import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram } from './program.ts';
import { recordClient, type RecordClient } from './record-client.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

/** What the dialect says with a status or does to many records at once. */
describe.each(SDKS)('conditions and many records, by $name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let client: RecordClient;
  let asGrace: () => Promise<void>;
  /** Ada's profile has what Standard has: her own records, and no mass actions that a test takes away. */
  let asAda: () => Promise<void>;

  beforeAll(async () => {
    sdk = await load();
    client = recordClient(sdk);
    database = await open();
    site = await openSite(database.database);
    const grace = await site.signedIn(site.people.grace);
    const ada = await site.signedIn(site.people.ada);
    const program = await registerProgram(site, grace, ['ZohoCRM.settings.ALL', 'ZohoCRM.modules.ALL']);
    const [ofGrace, ofAda] = [await program.tokensFrom(grace), await program.tokensFrom(ada)];
    asGrace = () => actWith(sdk, program, { refreshToken: ofGrace.refreshToken });
    asAda = () => actWith(sdk, program, { refreshToken: ofAda.refreshToken });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const since = async (header: InstanceType<Sdk['Header']>, at: Date) => {
    const map = new sdk.HeaderMap();
    await map.add(header, at);
    return map;
  };
  const HOUR = 3_600_000;

  test('what has not changed since is not sent again, and what has is', async () => {
    await asGrace();
    const id = await client.create('Contacts', { Last_Name: 'Curie' });
    const contacts = client.recordsOf('Contacts');
    const fields = await client.parameters([sdk.Record.GetRecordsParam.FIELDS, 'Last_Name']);
    const none = new sdk.ParameterMap();
    const [before, after] = [new Date(Date.now() - HOUR), new Date(Date.now() + HOUR)];

    const { GetRecordHeader, GetRecordsHeader } = sdk.Record;
    const status = async (at: Date) => [
      (
        await contacts.getRecord(id, none, await since(GetRecordHeader.IF_MODIFIED_SINCE, at))
      ).getStatusCode(),
      (
        await contacts.getRecords(fields, await since(GetRecordsHeader.IF_MODIFIED_SINCE, at))
      ).getStatusCode(),
    ];
    expect(await status(after)).toEqual([304, 304]);
    expect(await status(before)).toEqual([200, 200]);
  });

  test('an empty list and a record that is not there have no content', async () => {
    await asGrace();
    const fields = await client.parameters([sdk.Record.GetRecordsParam.FIELDS, 'Campaign_Name']);
    expect((await client.recordsOf('Campaigns').getRecords(fields)).getStatusCode()).toBe(204);
    expect((await client.recordsOf('Campaigns').getRecord(1n)).getStatusCode()).toBe(204);
    const words = await client.parameters([sdk.Record.SearchRecordsParam.WORD, 'nothing']);
    expect((await client.recordsOf('Campaigns').searchRecords(words)).getStatusCode()).toBe(204);
  });

  test('records change their owner, one and several', async () => {
    await asGrace();
    const ids = [
      await client.create('Accounts', { Account_Name: 'One' }),
      await client.create('Accounts', { Account_Name: 'Two' }),
    ];
    const owner = new sdk.ChangeOwner.Owner();
    owner.setId(BigInt(site.organisation.adaId));
    const operations = new sdk.ChangeOwner.ChangeOwnerOperations('Accounts');
    const one = new sdk.ChangeOwner.BodyWrapper();
    one.setOwner(owner);
    const single = held(await operations.singleUpdate(ids[0] ?? 0n, one), sdk.ChangeOwner.ActionWrapper);
    expect(single.getData()[0]).toBeInstanceOf(sdk.ChangeOwner.SuccessResponse);
    const several = new sdk.ChangeOwner.MassWrapper();
    several.setIds(ids);
    several.setOwner(owner);
    const mass = held(await operations.massUpdate(several), sdk.ChangeOwner.ActionWrapper).getData();
    expect(mass.map((item) => item instanceof sdk.ChangeOwner.SuccessResponse)).toEqual([true, true]);
    for (const id of ids) {
      const account = await client.read('Accounts', id);
      expect(account.getKeyValue('Owner').getId()).toBe(BigInt(site.organisation.adaId));
    }
  });

  test('a user without the permission changes no owner', async () => {
    await asAda();
    const id = await client.create('Leads', { Last_Name: 'Meitner', Company: 'KWI' });
    const { tenant, salesProfileId } = site.organisation;
    const ofSales = tenant.select('profile').where('id', '=', salesProfileId);
    const { permissions } = await ofSales.select('permissions').executeTakeFirstOrThrow();
    const grace = await site.signedIn(site.people.grace);
    const change = permissions.filter((name) => /Change_Owner_Leads/.test(name));
    const ids = (await grace.get(`/crm/v8/settings/profiles/${salesProfileId}`)).body.profiles[0];
    const details: { id: string; name: string }[] = ids.permissions_details;
    const toggled = details.filter(({ name }) => change.includes(name));
    expect(toggled).toHaveLength(1);
    await grace.put(`/crm/v8/settings/profiles/${salesProfileId}`, {
      profiles: [
        { permissions_details: toggled.map((permission) => ({ id: permission.id, enabled: false })) },
      ],
    });

    const owner = new sdk.ChangeOwner.Owner();
    owner.setId(BigInt(site.organisation.graceId));
    const body = new sdk.ChangeOwner.BodyWrapper();
    body.setOwner(owner);
    const answer = await new sdk.ChangeOwner.ChangeOwnerOperations('Leads').singleUpdate(id, body);
    const exception = held(answer, sdk.ChangeOwner.APIException);
    expect([answer.getStatusCode(), refusalOf(exception).code]).toEqual([403, 'NO_PERMISSION']);
    expect((await client.read('Leads', id)).getKeyValue('Owner').getId()).toBe(
      BigInt(site.organisation.adaId),
    );
  });

  test('several records are updated and deleted in one request, and an unknown one fails alone', async () => {
    await asGrace();
    const id = await client.create('Deals', {
      Deal_Name: 'Turbines',
      Stage: new sdk.Choice('Qualification'),
      Closing_Date: new Date('2026-12-24T00:00:00'),
    });
    const named = (of: bigint) => {
      const record = client.recordWith({ Description: 'Big' });
      record.setId(of);
      return record;
    };
    const updated = await client.recordsOf('Deals').updateRecords(client.bodyOf(named(id), named(1n)));
    const items = held(updated, sdk.Record.ActionWrapper).getData();
    expect([
      updated.getStatusCode(),
      items.map((item) => item instanceof sdk.Record.SuccessResponse),
    ]).toEqual([207, [true, false]]);
    expect((await client.read('Deals', id)).getKeyValue('Description')).toBe('Big');
    const ids = await client.parameters([sdk.Record.DeleteRecordsParam.IDS, `${id},1`]);
    const deleted = await client.recordsOf('Deals').deleteRecords(ids);
    expect(deleted.getStatusCode()).toBe(207);
    expect((await client.recordsOf('Deals').getRecord(id)).getStatusCode()).toBe(204);
  });

  test('a wrong search, a wrong parameter and a wrong module are told as exceptions that name the cause', async () => {
    await asGrace();
    const contacts = client.recordsOf('Contacts');
    const wrong = await client.parameters([sdk.Record.SearchRecordsParam.CRITERIA, '(Nonsense:equals:1)']);
    const search = await contacts.searchRecords(wrong);
    expect([search.getStatusCode(), refusalOf(held(search, sdk.Record.APIException)).code]).toEqual([
      400,
      'INVALID_QUERY',
    ]);
    const fields = await client.parameters([sdk.Record.GetRecordsParam.FIELDS, 'Nonsense']);
    const list = await contacts.getRecords(fields);
    const { code, details } = refusalOf(held(list, sdk.Record.APIException));
    expect([list.getStatusCode(), code]).toEqual([400, 'INVALID_DATA']);
    expect(details).toMatchObject(faithful ? { param_name: 'fields' } : {});
  });
});
