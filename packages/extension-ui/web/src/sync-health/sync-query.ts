import { listSyncs } from '@syncgrant/contracts';
import type { z } from 'zod';

/** What is asked for of everybody's syncs; it stands in the page's address, so that it can be linked to. */
export type SyncQuery = z.input<typeof listSyncs.query>;

/** What an address asks for; something that is not known is left out. */
export function syncQueryOf(address: URLSearchParams): SyncQuery {
  const { shape } = listSyncs.query;
  const asked: SyncQuery = {};
  for (const [key, schema] of Object.entries(shape)) {
    const given = address.get(key);
    if (given !== null && given !== '' && schema.safeParse(given).success)
      Object.assign(asked, { [key]: given });
  }
  return asked;
}

/** The address with other wishes; a list that changes begins anew, and what is undefined is no wish. */
export function withWishes(
  address: URLSearchParams,
  wishes: Readonly<Partial<Record<keyof SyncQuery, string | undefined>>>,
): URLSearchParams {
  const next = new URLSearchParams(address);
  next.delete('page');
  for (const [key, wish] of Object.entries(wishes)) {
    if (wish === undefined || wish === '') next.delete(key);
    else next.set(key, wish);
  }
  return next;
}

export const healthAddress = (wishes: Readonly<Partial<Record<keyof SyncQuery, string>>>): string =>
  `/setup/sync-health?${withWishes(new URLSearchParams(), wishes).toString()}`;
