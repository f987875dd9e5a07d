import { z } from 'zod';
import type { GraphRequest } from '../graph/request.ts';
import { readFound, readListed } from './found.ts';
import { listAll } from './listing.ts';
import type { MailboxModule } from './module.ts';
import { readDeltaPage, readItem } from './page.ts';
import { taskRow } from './rows.ts';

const PAGE_SIZE = { Prefer: 'odata.maxpagesize=100' };

/** What people see on a task that came from the CRM. */
const APPLICATION_NAME = 'Syncgrant';

const listRow = z.looseObject({
  id: z.string(),
  displayName: z.string().nullish(),
  wellknownListName: z.string().nullish(),
});

const linked = z.looseObject({
  linkedResources: z.array(
    z.looseObject({ applicationName: z.string().nullish(), externalId: z.string().nullish() }),
  ),
});

/** To Do leaves out dates and recurrences that are not set, so they cannot tell a whole row from a part of one. */
const format = {
  schema: taskRow,
  whole: ['title', 'body', 'status', 'importance', 'isReminderOn', 'lastModifiedDateTime'],
};

const list = (id: string) => `/me/todo/lists/${encodeURIComponent(id)}`;
const task = (listId: string, id: string) => `${list(listId)}/tasks/${encodeURIComponent(id)}`;

/** Tasks of a To Do list. Flagged mails are a list of To Do's too, but no tasks of their own; that list is left out. */
export const tasks: MailboxModule = {
  module: 'tasks',
  scope: 'Tasks.ReadWrite',
  watching: {
    resource: (listId) => `${list(listId)}/tasks`,
    longestMs: 4_230 * 60_000,
    tellsOfLoss: false,
  },

  async listContainers(session) {
    const listing = await listAll(session, '/me/todo/lists?$top=100', listRow);
    if (!listing.ok) return listing;
    const containers = listing.rows
      .filter(({ wellknownListName }) => wellknownListName !== 'flaggedEmails')
      .map(({ id, displayName, wellknownListName }) => ({
        id,
        name: displayName ?? '',
        isDefault: wellknownListName === 'defaultList',
        canEdit: true,
      }));
    return { ok: true, containers };
  },

  createContainer: (name) => ({ method: 'POST', path: '/me/todo/lists', body: { displayName: name } }),

  getContainer: (listId) => ({ method: 'GET', path: list(listId) }),

  firstDelta: (listId) => ({ method: 'GET', path: `${list(listId)}/tasks/delta`, headers: PAGE_SIZE }),
  nextPage: (link) => ({ method: 'GET', path: link, headers: PAGE_SIZE }),
  parseDeltaPage: (body) => readDeltaPage(body, format),

  getItem: (listId, id) => ({ method: 'GET', path: task(listId, id) }),
  parseItem: (body) => readItem(body, format),

  createItem: (listId, body, correlationId) => ({
    method: 'POST',
    path: `${list(listId)}/tasks`,
    body: {
      ...body,
      linkedResources: [
        { applicationName: APPLICATION_NAME, displayName: APPLICATION_NAME, externalId: correlationId },
      ],
    },
  }),
  updateItem: (listId, id, body) => ({ method: 'PATCH', path: task(listId, id), body }),
  deleteItem: (listId, id) => ({ method: 'DELETE', path: task(listId, id) }),

  /** There is no filter on linked resources: the whole list has to be paged through. */
  findByCorrelation: (listId) => wholeList(listId),
  parseFound: (body, correlationId) =>
    readFound(body, format, (row) => correlationsOf(row).includes(correlationId)),

  /** A task that is moved leaves its address, and may get another id. */
  listing: {
    items: wholeList,
    parse: (body) => readListed(body, format, correlationsOf),
  },
};

function wholeList(listId: string): GraphRequest {
  return { method: 'GET', path: `${list(listId)}/tasks?$expand=linkedResources&$top=100` };
}

const correlationsOf = (row: unknown): string[] =>
  (linked.safeParse(row).data?.linkedResources ?? []).flatMap(({ applicationName, externalId }) =>
    applicationName === APPLICATION_NAME && externalId != null ? [externalId] : [],
  );
