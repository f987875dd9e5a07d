import { z } from 'zod';
import type { GraphRequest } from '../graph/request.ts';
import type { GraphSession } from '../graph/session.ts';
import { listAll, type Listing } from './listing.ts';

/** Change notifications: https://learn.microsoft.com/graph/api/resources/subscription */

const subscriptionRow = z.looseObject({
  id: z.string().min(1),
  notificationUrl: z.string().nullish(),
  expirationDateTime: z.iso.datetime({ offset: true }),
});

/** A subscription as Graph answers with it. */
export interface Subscription {
  readonly id: string;
  readonly address: string | null;
  /** Graph may have moved it. */
  readonly expiresAt: Date;
}

export interface SubscriptionWish {
  /** `MailboxModule.watching.resource`. */
  readonly resource: string;
  /** Where notifications of changes and of the subscription itself are sent. Graph asks there before it answers. */
  readonly address: string;
  /** At most 128 characters; every notification carries it. */
  readonly secret: string;
  readonly expiresAt: Date;
}

const CHANGES = 'created,updated,deleted';
const path = (id: string): string => `/subscriptions/${encodeURIComponent(id)}`;

export const subscribe = ({ resource, address, secret, expiresAt }: SubscriptionWish): GraphRequest => ({
  method: 'POST',
  path: '/subscriptions',
  body: {
    changeType: CHANGES,
    notificationUrl: address,
    lifecycleNotificationUrl: address,
    resource,
    expirationDateTime: expiresAt.toISOString(),
    clientState: secret,
  },
});

/** Prolongs a subscription, and has it go on with the token of this request. */
export const renewSubscription = (id: string, expiresAt: Date): GraphRequest => ({
  method: 'PATCH',
  path: path(id),
  body: { expirationDateTime: expiresAt.toISOString() },
});

export const removeSubscription = (id: string): GraphRequest => ({ method: 'DELETE', path: path(id) });

/** Null when Graph's answer is none. */
export function parseSubscription(body: unknown): Subscription | null {
  const row = subscriptionRow.safeParse(body).data;
  return row === undefined ? null : subscriptionOf(row);
}

/** The subscriptions that this application has for the session's user. */
export async function listSubscriptions(session: GraphSession): Promise<Listing<Subscription>> {
  const listing = await listAll(session, '/subscriptions', subscriptionRow);
  return listing.ok ? { ok: true, rows: listing.rows.map(subscriptionOf) } : listing;
}

const subscriptionOf = (row: z.output<typeof subscriptionRow>): Subscription => ({
  id: row.id,
  address: row.notificationUrl ?? null,
  expiresAt: new Date(row.expirationDateTime),
});
