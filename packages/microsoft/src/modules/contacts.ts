import { z } from 'zod';
import type { GraphSession } from '../graph/session.ts';
import {
  carriesCorrelation,
  correlationProperty,
  correlationQuery,
  correlationsOf,
  WITH_CORRELATION,
} from './correlation.ts';
import { readFound, readListed } from './found.ts';
import { contactFolders } from './contact-folders.ts';
import { OUTLOOK_WATCHING, type Container, type ContainerListing, type MailboxModule } from './module.ts';
import { readDeltaPage, readItem, rowsOf } from './page.ts';
import { contactRow } from './rows.ts';

const PAGE_SIZE = { Prefer: 'odata.maxpagesize=200' };

/** The default folder's name in every language of Outlook, and in place of its id. */
const DEFAULT_FOLDER = 'contacts';

const folderRow = z.looseObject({ id: z.string(), displayName: z.string().nullish() });
const placedRow = z.looseObject({ parentFolderId: z.string() });

const whole = Object.keys(contactRow.shape).filter(
  (member) => !['@odata.etag', 'changeKey'].includes(member),
);
const format = { schema: contactRow, whole };

const folder = (id: string) => `/me/contactFolders/${encodeURIComponent(id)}`;
const contact = (id: string) => `/me/contacts/${encodeURIComponent(id)}`;

/** Contacts of a folder. */
export const contacts: MailboxModule = {
  module: 'contacts',
  scope: 'Contacts.ReadWrite',
  watching: {
    ...OUTLOOK_WATCHING,
    resource: (folderId) => (folderId === DEFAULT_FOLDER ? '/me/contacts' : `${folder(folderId)}/contacts`),
  },

  async listContainers(session) {
    const listing = await contactFolders(session);
    if (!listing.ok) return listing;
    const standard = await defaultFolder(session);
    if (!standard.ok) return standard;
    const defaultIds = standard.containers.map(({ id }) => id);
    const others = listing.rows
      .filter(({ id }) => !defaultIds.includes(id))
      .map(({ id, name }) => ({ id, name, isDefault: false, canEdit: true }));
    return { ok: true, containers: [...standard.containers, ...others] };
  },

  createContainer: (name) => ({ method: 'POST', path: '/me/contactFolders', body: { displayName: name } }),

  /** Where the default folder should not answer to its name, its contacts are there all the same. */
  getContainer: (folderId) => ({
    method: 'GET',
    path: folderId === DEFAULT_FOLDER ? '/me/contacts?$top=1&$select=id' : `${folder(folderId)}?$select=id`,
  }),

  firstDelta: (folderId) => ({
    method: 'GET',
    path: `${folder(folderId)}/contacts/delta?$select=${whole.join(',')}`,
    headers: PAGE_SIZE,
  }),
  nextPage: (link) => ({ method: 'GET', path: link, headers: PAGE_SIZE }),
  parseDeltaPage: (body) => readDeltaPage(body, format),

  getItem: (_folderId, id) => ({ method: 'GET', path: contact(id) }),
  parseItem: (body) => readItem(body, format),

  createItem: (folderId, body, correlationId) => ({
    method: 'POST',
    path: `${folder(folderId)}/contacts`,
    body: { ...body, ...correlationProperty(correlationId) },
  }),
  updateItem: (_folderId, id, body) => ({ method: 'PATCH', path: contact(id), body }),
  deleteItem: (_folderId, id) => ({ method: 'DELETE', path: contact(id) }),

  findByCorrelation: (folderId, correlationId) => ({
    method: 'GET',
    path: `${folder(folderId)}/contacts?${correlationQuery(correlationId)}`,
    headers: PAGE_SIZE,
  }),
  parseFound: (body, correlationId) =>
    readFound(body, format, (row) => carriesCorrelation(row, correlationId)),

  listing: {
    items: (folderId) => ({
      method: 'GET',
      path: `${folder(folderId)}/contacts?$top=200&${WITH_CORRELATION}`,
    }),
    parse: (body) => readListed(body, format, correlationsOf),
  },
};

/**
 * Graph does not list the default folder. It answers to a well-known name; where it should not, any contact in it
 * knows its id, and of an empty one the well-known name is all there is.
 */
async function defaultFolder(session: GraphSession): Promise<ContainerListing> {
  const found = (id: string, name = 'Contacts'): ContainerListing => {
    const container: Container = { id, name, isDefault: true, canEdit: true };
    return { ok: true, containers: [container] };
  };
  const named = await session.send({
    method: 'GET',
    path: `${folder(DEFAULT_FOLDER)}?$select=id,displayName`,
  });
  const row = named.ok ? folderRow.safeParse(named.body).data : undefined;
  if (row) return found(row.id, row.displayName ?? undefined);
  // `mailbox` too: that there is one has just been shown by the list of folders.
  if (!named.ok && !['item', 'missing', 'mailbox'].includes(named.failure.class)) return named;

  const listing = await listOne(session);
  if (!listing.ok) return listing;
  return found(listing.rows[0]?.parentFolderId ?? DEFAULT_FOLDER);
}

async function listOne(session: GraphSession) {
  const answer = await session.send({ method: 'GET', path: '/me/contacts?$top=1&$select=parentFolderId' });
  if (!answer.ok) return answer;
  return {
    ok: true as const,
    rows: rowsOf(answer.body).flatMap((row) => placedRow.safeParse(row).data ?? []),
  };
}
