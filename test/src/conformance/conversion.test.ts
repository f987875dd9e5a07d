import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram } from './program.ts';
import { recordClient, type RecordClient } from './record-client.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

describe.each(SDKS)('$name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let client: RecordClient;

  beforeAll(async () => {
    sdk = await load();
    client = recordClient(sdk);
    database = await open();
    site = await openSite(database.database);
    const grace = await site.signedIn(site.people.grace);
    const program = await registerProgram(site, grace, ['ZohoCRM.settings.ALL', 'ZohoCRM.modules.ALL']);
    const { refreshToken } = await program.tokensFrom(grace);
    await actWith(sdk, program, { refreshToken });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const newLead = () =>
    client.create('Leads', { Last_Name: 'Boyle', Company: 'Zylker', Email: 'pat@zylker.example' });

  async function convert(lead: bigint, change: (converter: LeadConverter) => void = () => undefined) {
    const converter = new sdk.ConvertLead.LeadConverter();
    change(converter);
    const body = new sdk.ConvertLead.BodyWrapper();
    body.setData([converter]);
    return new sdk.ConvertLead.ConvertLeadOperations(lead).convertLead(body);
  }
  type LeadConverter = InstanceType<Sdk['ConvertLead']['LeadConverter']>;

  test('a lead is converted to an account, a contact and a deal, and once only', async () => {
    const lead = await newLead();
    const answer = await convert(lead, (converter) => {
      converter.setOverwrite(true);
      converter.setNotifyLeadOwner(true);
      converter.setNotifyNewEntityOwner(false);
      converter.setDeals(
        client.recordWith({
          Deal_Name: 'Licences',
          Closing_Date: new Date('2026-03-30'),
          Stage: new sdk.Choice('Qualification'),
          Amount: 500,
        }),
      );
      const attachments = new sdk.ConvertLead.MoveAttachmentsTo();
      attachments.setAPIName('Deals');
      converter.setMoveAttachmentsTo(attachments);
    });
    const [item] = held(answer, sdk.ConvertLead.ActionWrapper).getData();
    if (!(item instanceof sdk.ConvertLead.SuccessResponse)) throw new Error(JSON.stringify(item));
    expect(item.getMessage().getValue()).toBe('The record has been converted successfully');
    const details = item.getDetails();
    expect([...details.keys()].toSorted()).toEqual(['Accounts', 'Contacts', 'Deals']);
    const converted = await client.read('Leads', lead);
    expect(converted.getKeyValue('Converted__s')).toBe(true);
    expect(converted.getKeyValue('Converted_Deal')).toBeInstanceOf(sdk.Record.Record);

    const again = held(await convert(lead), sdk.ConvertLead.APIException);
    expect(refusalOf(again).code).toBe('ID_ALREADY_CONVERTED');
  });

  // At first the SDKs ask for the fields of four modules under one name, which there is not; one of them then knows better.
  test.runIf(faithful)('a lead’s options name the contact that it could go to', async () => {
    const operations = new sdk.ConversionOption.ConversionOptionOperations(await newLead());
    await operations.leadConversionOptions().catch(() => undefined);
    const options = await operations.leadConversionOptions();
    const found = held(options, sdk.ConversionOption.ResponseWrapper).getConversionOptions();
    expect(found.getContacts().map((contact) => contact.getKeyValue('Last_Name'))).toEqual(['Boyle']);
    const [matched] = found.getPreferenceFieldMatchedValue().getContacts();
    expect([matched?.getField().getAPIName(), matched?.getMatchedLeadValue()]).toEqual([
      'Email',
      'pat@zylker.example',
    ]);
  });

  test('a lead goes to the contact that has its address', async () => {
    const contact = await client.create('Contacts', { Last_Name: 'Taken', Email: 'taken@zylker.example' });
    const lead = await client.create('Leads', {
      Last_Name: 'L',
      Company: 'Z',
      Email: 'taken@zylker.example',
    });
    const answer = await convert(lead, (converter) => {
      converter.setAddToExistingRecord(new sdk.Choice(true));
    });
    expect(held(answer, sdk.ConvertLead.ActionWrapper).getData()[0]).toBeInstanceOf(
      sdk.ConvertLead.SuccessResponse,
    );
    const record: unknown = (await client.read('Leads', lead)).getKeyValue('Converted_Contact');
    expect(record instanceof sdk.Record.Record && record.getId()).toBe(contact);
  });

  test('records are merged into a master and then are not there', async () => {
    const master = await client.create('Contacts', { Last_Name: 'Boyle' });
    const other = await client.create('Contacts', { Last_Name: 'Boil', Phone: '7', Title: 'CTO' });
    const merge = async (given: bigint) => {
      const field = new sdk.FindAndMerge.DataFields();
      field.setAPIName('Last_Name');
      const side = new sdk.FindAndMerge.MergeData();
      side.setId(given);
      side.setFields([field]);
      const asked = new sdk.FindAndMerge.Merge();
      asked.setData([side]);
      const body = new sdk.FindAndMerge.BodyWrapper();
      body.setMerge([asked]);
      const operations = new sdk.FindAndMerge.FindAndMergeOperations('Contacts', master);
      return held(await operations.mergeRecords(body), sdk.FindAndMerge.ActionWrapper).getMerge()[0];
    };
    expect(await merge(other)).toBeInstanceOf(sdk.FindAndMerge.SuccessResponse);
    const record = await client.read('Contacts', master);
    expect(['Last_Name', 'Phone', 'Title'].map((name) => record.getKeyValue(name))).toEqual([
      'Boil',
      '7',
      'CTO',
    ]);
    const refused = await merge(other);
    if (!(refused instanceof sdk.FindAndMerge.APIException)) throw new Error('not refused');
    expect(refusalOf(refused).code).toBe('INVALID_DATA');
  });

  test('a record is copied', async () => {
    const original = await client.create('Contacts', { Last_Name: 'Hopper', Phone: '1' });
    const copy = client.written(await client.recordsOf('Contacts').cloneRecord(original));
    expect((await client.read('Contacts', copy)).getKeyValue('Phone')).toBe('1');
  });

  test('a quote becomes a sales order', async () => {
    const product = await client.create('Products', { Product_Name: 'Lamp' });
    const item = client.recordWith({ Quantity: 2, List_Price: 10 });
    const named = new sdk.Record.Record();
    named.setId(product);
    item.addKeyValue('Product_Name', named);
    const quote = await client.create('Quotes', { Subject: 'Offer', Quoted_Items: [item] });
    const module = new sdk.InventoryConvert.Module();
    module.setAPIName('Sales_Orders');
    const target = new sdk.InventoryConvert.ConvertTo();
    target.setModule(module);
    const converter = new sdk.InventoryConvert.InventoryConverter();
    converter.setConvertTo([target]);
    const body = new sdk.InventoryConvert.BodyWrapper();
    body.setData([converter]);
    const operations = new sdk.InventoryConvert.InventoryConvertOperations(quote, 'Quotes');
    const [answer] = held(
      await operations.convertInventory(body),
      sdk.InventoryConvert.ActionWrapper,
    ).getData();
    expect(answer).toBeInstanceOf(sdk.InventoryConvert.SuccessResponse);
  });
});
