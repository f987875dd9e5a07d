import {
  carriedValues,
  conversionMarks,
  findField,
  followConversion,
  isConverted,
  leadFieldFor,
  PHOTO_FIELD,
  type ConversionTarget,
  type Converted,
  type RecordValues,
} from '@syncgrant/core';
import type { Conversion } from '@syncgrant/contracts';
import type { RecordRow } from '@syncgrant/store';
import { Refusal, Reply, unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { ALREADY_CONVERTED, CONVERTED } from './conversion-answers.ts';
import type { RecordAccess } from './record-access.ts';
import { MOST_REFERRING } from './record-moves.ts';
import type { RecordWriting } from './record-writing.ts';
import { idOf } from './references.ts';
import { refusedItem } from './refused-item.ts';
import { refusedUnseen } from './refused-unseen.ts';

type Rows = Readonly<Record<ConversionTarget, RecordRow | null>>;

/**
 * Turns a lead into an account, a contact and a deal, all in one transaction. A field that the caller may not see in the lead, or
 * not write in what it becomes, is not carried over and stays with the converted lead.
 */
export function convertLead(records: RecordAccess, id: string, asked: Conversion, now: Date) {
  return records.rewrite(async (writing, moves) => {
    const lead = (await writing.reach([id], 'view')).get(id);
    if (lead === undefined) return unknownId({ resource_path_index: 1 });
    if (isConverted('Leads', lead.row.fields)) return ALREADY_CONVERTED;

    const rows = await new Becoming(records, writing, lead.row, asked).run();
    if (rows instanceof Refusal) return rows;
    const became: Converted = {
      Accounts: rows.Accounts?.id ?? null,
      Contacts: rows.Contacts.id,
      Deals: rows.Deals?.id ?? null,
    };
    const notesTo = became[asked.move_attachments_to?.api_name ?? 'Contacts'];
    if (notesTo === null) return NOWHERE_TO_MOVE;
    const contact = rows.Contacts.id;
    const to = { contact, other: became.Deals ?? became.Accounts ?? contact, notesTo };
    const followed = await moves.redirect([id], (row) => followConversion(row.module, row.fields, id, to));
    if (!followed) return TOO_MUCH_ABOUT_IT;
    await moves.moveAttachments(id, notesTo);
    await moves.carry(lead, conversionMarks(became, now));

    const named = (row: RecordRow | null) => row && { name: writing.nameOf(row), id: row.id };
    const details = {
      Accounts: named(rows.Accounts),
      Contacts: named(rows.Contacts),
      Deals: named(rows.Deals),
    };
    return new Reply(200, { data: [{ ...CONVERTED, details }] });
  });
}

const NOWHERE_TO_MOVE = new Refusal(
  400,
  'INVALID_DATA',
  'Notes and attachments can be moved to a record only that the conversion makes or takes.',
  { api_name: 'move_attachments_to', json_path: '$.data[0].move_attachments_to' },
  'data',
);

const TOO_MUCH_ABOUT_IT = new Refusal(
  400,
  'LIMIT_EXCEEDED',
  `More than ${MOST_REFERRING} activities and notes are about the lead.`,
  { limit: MOST_REFERRING, resource_path_index: 1 },
);

/** The records of one conversion, found or made one after the other. */
class Becoming {
  readonly #records: RecordAccess;
  readonly #writing: RecordWriting;
  readonly #lead: RecordRow;
  readonly #asked: Conversion;

  constructor(records: RecordAccess, writing: RecordWriting, lead: RecordRow, asked: Conversion) {
    this.#records = records;
    this.#writing = writing;
    this.#lead = lead;
    this.#asked = asked;
  }

  async run(): Promise<(Rows & { readonly Contacts: RecordRow }) | Refusal> {
    const account = await this.#account();
    if (account instanceof Refusal) return account;
    const ofAccount = account === null ? {} : { Account_Name: { id: account.id } };
    const contact = await this.#contact(ofAccount);
    if (contact instanceof Refusal) return contact;
    const deal =
      this.#asked.Deals === undefined
        ? null
        : await this.#takeOrMake('Deals', this.#asked.Deals, {
            ...ofAccount,
            Contact_Name: { id: contact.id },
          });
    if (deal instanceof Refusal) return deal;
    return { Accounts: account, Contacts: contact, Deals: deal };
  }

  /** The account that is named, or the one of the lead's company; no account where the caller does not see the company. */
  async #account(): Promise<RecordRow | null | Refusal> {
    if (this.#asked.Accounts !== undefined) return this.#takeOrMake('Accounts', this.#asked.Accounts, {});
    const company = this.#seen('Company');
    if (company === undefined) return null;
    const known = await this.#findBy('Accounts', { Account_Name: company });
    return known ?? this.#make('Accounts', {}, {});
  }

  /** The contact that is named, the one with the lead's address if it is asked for, or a new one. */
  async #contact(links: RecordValues): Promise<RecordRow | Refusal> {
    const { Contacts: given = {}, add_to_existing_record: addToExisting } = this.#asked;
    const known =
      addToExisting && given.id === undefined
        ? await this.#findBy('Contacts', { Email: this.#seen('Email') })
        : null;
    const contact = known ?? (await this.#takeOrMake('Contacts', given, links));
    const taken = known !== null || given.id !== undefined;
    return taken && !(contact instanceof Refusal) ? this.#attach(contact, links) : contact;
  }

  /** A contact that was taken gets the account: if it has none and can be given one, or if its own is to be overwritten. */
  async #attach(contact: RecordRow, links: RecordValues): Promise<RecordRow | Refusal> {
    const { overwrite } = this.#asked;
    const own = idOf(contact.fields['Account_Name']);
    const wanted = idOf((overwrite ? links : this.#writable('Contacts', links))['Account_Name']);
    if (wanted === null || own === wanted || (own !== null && !overwrite)) return contact;
    const contacts = this.#writing.of('Contacts');
    const reached = (await contacts.reach([contact.id], 'edit')).get(contact.id);
    if (reached === undefined) {
      const decision = this.#records.of('Contacts').decideFor(contact.owner_id, 'edit');
      return (overwrite ? refusedBy(decision) : null) ?? contact;
    }
    const written = await contacts.change(reached, links, 0);
    return written.ok ? written.row : refusedItem(written, '$.data[0].Contacts', 'data');
  }

  async #takeOrMake(
    target: ConversionTarget,
    { id, ...values }: { readonly id?: string | undefined } & RecordValues,
    links: RecordValues,
  ): Promise<RecordRow | Refusal> {
    if (id === undefined) return this.#make(target, values, links);
    const taken = (await this.#writing.of(target).reach([id], 'view')).get(id);
    if (taken !== undefined) return taken.row;
    const { message, code } = unknownId({});
    const details = { api_name: target, json_path: `$.data[0].${target}.id` };
    return new Refusal(400, code, message, details, 'data');
  }

  async #make(
    target: ConversionTarget,
    given: RecordValues,
    links: RecordValues,
  ): Promise<RecordRow | Refusal> {
    const refused = refusedBy(this.#records.of(target).decide('create'));
    if (refused !== null) return refused;
    const { assign_to: owner } = this.#asked;
    const { owner_id: leadOwnerId } = this.#lead;
    const values = {
      ...(await this.#carried(target)),
      ...this.#writable(target, links),
      ...(owner !== undefined && { Owner: { id: owner.id } }),
      ...given,
    };
    const writing = this.#writing.of(target);
    const unseen = refusedUnseen(
      this.#records,
      this.#records.of(target),
      { fields: await writing.fields(), values },
      (field) => leadFieldFor(target, field),
    );
    if (unseen !== null) return unseen;
    const made = (await writing.isActiveUser(leadOwnerId))
      ? await writing.create(values, 0, leadOwnerId)
      : await writing.create(values, 0);
    if (!made.ok) return refusedItem(made, `$.data[0].${target}`, 'data');
    const pictured = target === 'Contacts' && this.#mayCarry(target, PHOTO_FIELD, PHOTO_FIELD);
    return pictured ? (await writing.copyPhoto(made, this.#lead)).row : made.row;
  }

  #mayCarry(target: ConversionTarget, from: string, to: string): boolean {
    return this.#records.mayRead(from) && this.#records.of(target).decideWrite(to).granted;
  }

  /** What the lead holds in a field, if the caller sees it and there is something. */
  #seen(field: string): unknown {
    return this.#records.mayRead(field) ? (this.#lead.fields[field] ?? undefined) : undefined;
  }

  async #carried(target: ConversionTarget): Promise<RecordValues> {
    return carriedValues(this.#lead.fields, target, await this.#writing.of(target).fields(), (from, to) =>
      this.#mayCarry(target, from, to),
    );
  }

  #writable(target: ConversionTarget, links: RecordValues): RecordValues {
    const records = this.#records.of(target);
    const writable = Object.entries(links).filter(
      ([field]) => findField(target, field) !== undefined && records.decideWrite(field).granted,
    );
    return Object.fromEntries(writable);
  }

  async #findBy(target: ConversionTarget, values: RecordValues): Promise<RecordRow | null> {
    const writing = this.#writing.of(target);
    const found = await writing.findDuplicate(values, Object.keys(values));
    if (found === null) return null;
    return (await writing.reach([found.id], 'view')).get(found.id)?.row ?? null;
  }
}
