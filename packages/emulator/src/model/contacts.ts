import type { Behaviour } from '../behaviour.ts';
import { changeKey } from './ids.ts';
import { invalid, itemNotFound, versionConflict } from './refusal.ts';
import type { ContactFields, ContactFolder, ContactRow, EmailAddress, User } from './rows.ts';
import { type World, ownRow } from './world.ts';

/** What a client writes into a contact; absent members stay as they are. */
export interface ContactWrite {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly extended: Readonly<Record<string, string>>;
}

/** How many values Exchange has room for. */
const SLOTS = { emailAddresses: 3, businessPhones: 2, homePhones: 2 } as const;

/** The parts a display name is made of, in their order. */
const NAME_PARTS = ['title', 'givenName', 'middleName', 'surname', 'generation'] as const;

/** A folder by its id or, for the default one, by its well-known name. */
export function contactFolderOf({ store }: World, user: User, id: string): ContactFolder {
  if (id.toLowerCase() !== 'contacts') return ownRow((key) => store.get('contactFolder', key), user, id);
  const folder = store.in('contactFolder', user.id).find((row) => row.isDefault);
  if (!folder) throw itemNotFound();
  return folder;
}

export function findContact({ store }: World, user: User, id: string, folderId?: string): ContactRow {
  const row = ownRow((key) => store.get('contact', key), user, id);
  if (folderId !== undefined && row.folderId !== folderId) throw itemNotFound();
  return row;
}

export function createContact(world: World, folder: ContactFolder, write: ContactWrite): ContactRow {
  const { store } = world;
  const now = world.now();
  const row = store.put('contact', {
    id: store.mintId('contact'),
    mailbox: folder.mailbox,
    folderId: folder.id,
    createdAt: now,
    modifiedAt: now,
    fields: storedFields(world, { displayName: '', fileAs: '', emailAddresses: [] }, write.fields),
    extended: write.extended,
  });
  if (world.behaviour.changeKeyDrift) store.put('contact', row);
  return row;
}

export function updateContact(
  world: World,
  user: User,
  id: string,
  write: ContactWrite,
  ifMatch?: string,
): ContactRow {
  const row = findContact(world, user, id);
  checkVersion(world, row, ifMatch);
  return world.store.put('contact', {
    ...row,
    modifiedAt: world.now(),
    fields: storedFields(world, row.fields, write.fields),
    extended: { ...row.extended, ...write.extended },
  });
}

export function deleteContact(world: World, user: User, id: string, ifMatch?: string): void {
  checkVersion(world, findContact(world, user, id), ifMatch);
  world.store.remove('contact', id);
}

function checkVersion({ behaviour }: World, row: ContactRow, ifMatch: string | undefined): void {
  if (!behaviour.contactsIfMatch || ifMatch === undefined || ifMatch === '*') return;
  if (ifMatch.replace(/^W\//, '').replaceAll('"', '') !== changeKey(row.id, row.seq))
    throw versionConflict(behaviour);
}

/**
 * The fields as Exchange stores them: within its slots, e-mail addresses named, the birthday as an instant, and the
 * display name made anew from the name's parts unless it is written itself.
 */
function storedFields(
  { behaviour }: World,
  before: ContactFields,
  write: Readonly<Record<string, unknown>>,
): ContactFields {
  const fields: ContactFields = { ...before, ...withinSlots(behaviour, write) };
  const parts = NAME_PARTS.map((part) => textOf(fields[part])).filter((part) => part !== '');
  const renamed = NAME_PARTS.some((part) => part in write) && !('displayName' in write);
  const displayName =
    (renamed || !fields.displayName) && parts.length > 0 ? parts.join(' ') : fields.displayName;
  return {
    ...fields,
    displayName: displayName ?? '',
    fileAs:
      textOf(write['fileAs']) ||
      fileAsOf(textOf(fields['surname']), textOf(fields['givenName'])) ||
      displayName,
    emailAddresses: fields.emailAddresses.map((email) => named(email, displayName)),
    ...(typeof write['birthday'] === 'string' ? { birthday: birthdayOf(write['birthday']) } : {}),
  };
}

/** What is written, without what Exchange has no room for; or its refusal. */
function withinSlots(
  { surplusSlots }: Behaviour,
  write: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const stored: Record<string, unknown> = { ...write };
  for (const [member, limit] of Object.entries(SLOTS)) {
    const values = write[member];
    if (!Array.isArray(values) || values.length <= limit) continue;
    if (surplusSlots === 'refused') {
      throw invalid(
        `The property '${member}' holds ${values.length} values; at most ${limit} can be stored.`,
      );
    }
    stored[member] = values.slice(0, limit);
  }
  return stored;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const fileAsOf = (surname: string, givenName: string) =>
  surname && givenName ? `${surname}, ${givenName}` : '';

function named(email: EmailAddress, displayName: string): EmailAddress {
  return { name: email.name || displayName || email.address, address: email.address };
}

/** Exchange keeps a birthday as the minute before noon of its day, in UTC. */
function birthdayOf(value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw invalid("The property 'birthday' is not a date.", 'RequestBodyRead');
  return `${new Date(time).toISOString().slice(0, 10)}T11:59:00Z`;
}
