import { z } from 'zod';
import { localFailure } from '../graph/errors.ts';
import type { GraphSession } from '../graph/session.ts';
import { listAll, type Listing } from './listing.ts';

/** Of a mailbox with more, nothing is listed rather than a part; each is one request. */
const MOST_FOLDERS = 200;

const row = z.looseObject({
  id: z.string().min(1),
  displayName: z.string().nullish(),
});

/** A contact folder; its name tells the way to it. */
export interface ContactFolder {
  readonly id: string;
  readonly name: string;
}

const QUERY = '?$select=id,displayName&$top=100';

/**
 * The contact folders of a mailbox with those inside them, each after the one it is in. Graph lists one level at a time:
 * https://learn.microsoft.com/graph/api/contactfolder-list-childfolders
 */
export async function contactFolders(session: GraphSession): Promise<Listing<ContactFolder>> {
  const top = await listAll(session, `/me/contactFolders${QUERY}`, row);
  if (!top.ok) return top;
  const found = new Map<string, ContactFolder>();
  const named = ({ id, displayName }: z.infer<typeof row>, parent?: ContactFolder): ContactFolder => ({
    id,
    name: parent === undefined ? (displayName ?? '') : `${parent.name} / ${displayName ?? ''}`,
  });
  const open = top.rows.map((folder) => named(folder)).toReversed();
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    if (found.has(folder.id)) continue;
    if (found.size === MOST_FOLDERS) {
      const failure = localFailure(
        'transient',
        'TooManyFolders',
        `There are more than ${MOST_FOLDERS} folders.`,
      );
      return { ok: false, failure };
    }
    found.set(folder.id, folder);
    const parent = folder;
    const inside = await listAll(
      session,
      `/me/contactFolders/${encodeURIComponent(folder.id)}/childFolders${QUERY}`,
      row,
    );
    if (!inside.ok) return inside;
    open.push(...inside.rows.map((child) => named(child, parent)).toReversed());
  }
  return { ok: true, rows: [...found.values()] };
}
