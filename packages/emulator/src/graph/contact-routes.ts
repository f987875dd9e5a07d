import { z } from 'zod';
import {
  contactFolderOf,
  createContact,
  deleteContact,
  findContact,
  updateContact,
} from '../model/contacts.ts';
import type { ContactWrite } from '../model/contacts.ts';
import { changeKey } from '../model/ids.ts';
import { Refusal } from '../model/refusal.ts';
import type { ContactFolder, ContactRow } from '../model/rows.ts';
import { emailAddress, extendedProperties, parseBody } from './body.ts';
import { type Answer, type Call, type JsonObject, noContent, param } from './call.ts';
import { answerCollection, answerItem } from './collection.ts';
import { answerDelta } from './delta-answer.ts';
import { expandedProperties } from './extended-properties.ts';
import { CONTACTS_READ, CONTACTS_WRITE, type Route, routes } from './routes.ts';

/** Contacts of the default folder, of a folder, and of a folder in a folder. */
const FOLDERS = ['/me', '/me/contactFolders/:folder', '/me/contactFolders/:parent/childFolders/:folder'];

export const CONTACT_ROUTES: readonly Route[] = [
  ...routes(CONTACTS_READ, {
    'GET /me/contactFolders': (call) => listFolders(call, null),
    'GET /me/contactFolders/delta': foldersDelta,
    'GET /me/contactFolders/:folder': (call) =>
      answerItem(call, 'contactFolders', folderJson(call, folder(call))),
    'GET /me/contactFolders/:folder/childFolders': (call) => listFolders(call, folder(call).id),
  }),
  ...routes(CONTACTS_WRITE, {
    'POST /me/contactFolders': postFolder,
    'POST /me/contactFolders/:folder/childFolders': postFolder,
    'PATCH /me/contactFolders/:folder': patchFolder,
    'DELETE /me/contactFolders/:folder': removeFolder,
  }),
  ...FOLDERS.flatMap((base) => [
    ...routes(CONTACTS_READ, {
      [`GET ${base}/contacts`]: listContacts,
      [`GET ${base}/contacts/delta`]: contactsDelta,
      [`GET ${base}/contacts/:contact`]: getContact,
    }),
    ...routes(CONTACTS_WRITE, {
      [`POST ${base}/contacts`]: postContact,
      [`PATCH ${base}/contacts/:contact`]: patchContact,
      [`DELETE ${base}/contacts/:contact`]: removeContact,
      [`POST ${base}/contacts/:contact/permanentDelete`]: removeContact,
    }),
  ]),
];

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const address = z
  .object({ street: text, city: text, state: text, countryOrRegion: text, postalCode: text })
  .nullish();

const TEXT_MEMBERS = [
  'assistantName', 'birthday', 'businessHomePage', 'companyName', 'department', 'displayName', 'fileAs', 'generation',
  'givenName', 'initials', 'jobTitle', 'manager', 'middleName', 'mobilePhone', 'nickName', 'officeLocation',
  'personalNotes', 'profession', 'spouseName', 'surname', 'title', 'yomiCompanyName', 'yomiGivenName', 'yomiSurname',
] as const; // prettier-ignore

const LIST_MEMBERS = ['businessPhones', 'categories', 'children', 'homePhones', 'imAddresses'] as const;
const ADDRESS_MEMBERS = ['businessAddress', 'homeAddress', 'otherAddress'] as const;

const READ_ONLY = [
  'id', 'changeKey', 'createdDateTime', 'lastModifiedDateTime', 'parentFolderId', 'primaryEmailAddress',
  'secondaryEmailAddress', 'tertiaryEmailAddress',
]; // prettier-ignore

const contactBody = z.strictObject({
  ...Object.fromEntries(TEXT_MEMBERS.map((name) => [name, text])),
  ...Object.fromEntries(LIST_MEMBERS.map((name) => [name, texts])),
  ...Object.fromEntries(ADDRESS_MEMBERS.map((name) => [name, address])),
  emailAddresses: z.array(emailAddress).nullish(),
  singleValueExtendedProperties: extendedProperties.optional(),
});

export function readContactBody(body: unknown): ContactWrite {
  const { singleValueExtendedProperties: extended, ...members } = parseBody(contactBody, body, READ_ONLY);
  const fields = Object.fromEntries(
    Object.entries(members)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value ?? emptyOf(name)]),
  );
  return { fields, extended: extended ?? {} };
}

const emptyOf = (name: string) =>
  name === 'emailAddresses' || LIST_MEMBERS.some((member) => member === name) ? [] : null;

/** The folder a path names; without one, the default folder. */
function folder(call: Call): ContactFolder {
  return contactFolderOf(call.world, call.user, call.params['folder'] ?? 'contacts');
}

function contact(call: Call): ContactRow {
  const within = call.params['folder'] === undefined ? undefined : folder(call).id;
  return findContact(call.world, call.user, param(call, 'contact'), within);
}

function listContacts(call: Call): Answer {
  const rows = call.world.store.in('contact', folder(call).id);
  return answerCollection(
    call,
    rows.map((row) => contactJson(call, row)),
    { type: 'Collection(contact)', extended: rows.map(({ extended }) => extended) },
  );
}

function getContact(call: Call): Answer {
  return answerItem(call, 'contacts', contactJson(call, contact(call)));
}

function postContact(call: Call): Answer {
  const row = createContact(call.world, folder(call), readContactBody(call.body));
  return answerItem(call, 'contacts', contactJson(call, row), 201);
}

function patchContact(call: Call): Answer {
  const row = updateContact(
    call.world,
    call.user,
    contact(call).id,
    readContactBody(call.body),
    call.ifMatch,
  );
  return answerItem(call, 'contacts', contactJson(call, row));
}

function removeContact(call: Call): Answer {
  deleteContact(call.world, call.user, contact(call).id, call.ifMatch);
  return noContent;
}

function contactsDelta(call: Call): Answer {
  return answerDelta<'contact', ContactRow>(call, {
    view: 'contacts',
    kind: 'contact',
    scope: folder(call).id,
    type: 'contact',
    rowsOf: (row, since) =>
      row.gone ? (row.seq > since.removals ? [{ removed: row.id }] : []) : [{ live: row }],
    json: (row) => contactJson(call, row),
  });
}

/** The default folder is not among the folders Graph lists. */
function listFolders(call: Call, parent: string | null): Answer {
  const rows = call.world.store
    .in('contactFolder', call.user.id)
    .filter((row) => row.parentFolderId === parent && !row.isDefault);
  return answerCollection(
    call,
    rows.map((row) => folderJson(call, row)),
    { type: 'contactFolders' },
  );
}

function foldersDelta(call: Call): Answer {
  return answerDelta<'contactFolder', ContactFolder>(call, {
    view: 'contactFolders',
    kind: 'contactFolder',
    scope: call.user.id,
    type: 'contactFolder',
    rowsOf: (row, since) =>
      row.isDefault
        ? []
        : row.gone
          ? row.seq > since.removals
            ? [{ removed: row.id }]
            : []
          : [{ live: row }],
    json: (row) => folderJson(call, row),
  });
}

const folderBody = z.object({ displayName: z.string().min(1) });

function postFolder(call: Call): Answer {
  const { store } = call.world;
  const { displayName } = parseBody(folderBody, call.body);
  const parentFolderId = call.params['folder'] === undefined ? null : folder(call).id;
  const row = store.put('contactFolder', {
    id: store.mintId('contactFolder'),
    mailbox: call.user.id,
    displayName,
    parentFolderId,
    isDefault: false,
  });
  return answerItem(call, 'contactFolders', folderJson(call, row), 201);
}

function patchFolder(call: Call): Answer {
  const row = call.world.store.put('contactFolder', { ...folder(call), ...parseBody(folderBody, call.body) });
  return answerItem(call, 'contactFolders', folderJson(call, row));
}

function removeFolder(call: Call): Answer {
  const row = folder(call);
  if (row.isDefault)
    throw new Refusal(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  const { store } = call.world;
  const folders = store.in('contactFolder', call.user.id);
  const removeTree = (id: string): void => {
    for (const child of folders.filter(({ parentFolderId }) => parentFolderId === id)) removeTree(child.id);
    for (const inside of store.in('contact', id)) store.remove('contact', inside.id);
    store.remove('contactFolder', id);
  };
  removeTree(row.id);
  return noContent;
}

/** A folder on the first level has the mailbox's root as its parent. */
function folderJson(call: Call, row: ContactFolder): JsonObject {
  return {
    id: row.id,
    parentFolderId: row.parentFolderId ?? `${call.user.id}-root`,
    displayName: row.displayName,
  };
}

function contactJson(call: Call, row: ContactRow): JsonObject {
  const [primary, secondary, tertiary] = row.fields.emailAddresses;
  const key = changeKey(row.id, row.seq);
  return {
    '@odata.etag': `W/"${key}"`,
    id: call.shownId(row.id),
    createdDateTime: iso(row.createdAt),
    lastModifiedDateTime: iso(row.modifiedAt),
    changeKey: key,
    parentFolderId: row.folderId,
    ...EMPTY_CONTACT,
    ...row.fields,
    primaryEmailAddress: primary ?? null,
    secondaryEmailAddress: secondary ?? null,
    tertiaryEmailAddress: tertiary ?? null,
    ...expandedProperties(row.extended, call.url.searchParams),
  };
}

const EMPTY_CONTACT: JsonObject = {
  ...Object.fromEntries(TEXT_MEMBERS.map((name) => [name, null])),
  ...Object.fromEntries(LIST_MEMBERS.map((name) => [name, []])),
  ...Object.fromEntries(ADDRESS_MEMBERS.map((name) => [name, {}])),
  personalNotes: '',
};

const iso = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;
