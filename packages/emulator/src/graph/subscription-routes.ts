import { z } from 'zod';
import { Refusal } from '../model/refusal.ts';
import type { Subscription } from '../model/rows.ts';
import { parseBody } from './body.ts';
import { type Answer, type Call, type JsonObject, accepted, created, noContent, ok, param } from './call.ts';
import type { Notifier } from './notifier.ts';
import { CALENDAR_READ, CONTACTS_READ, type Route, TASKS_READ, routes } from './routes.ts';
import { readResource } from './watched-resource.ts';

const MINUTE_MS = 60_000;

/** An earlier expiration is raised to this. */
const MIN_MINUTES = 45;

const address = z.url({ protocol: /^https?$/ });
const instant = z.iso.datetime({ offset: true });
const CHANGES = ['created', 'updated', 'deleted'];

const subscriptionBody = z.object({
  changeType: z
    .string()
    .refine((text) => text.split(',').every((type) => CHANGES.includes(type)), 'unknown change type'),
  notificationUrl: address,
  lifecycleNotificationUrl: address.nullish(),
  resource: z.string(),
  expirationDateTime: instant,
  clientState: z.string().max(128).nullish(),
});

const renewalBody = z.object({ expirationDateTime: instant });

/** Change notifications of events, contacts and the tasks of a list. */
export function subscriptionRoutes(notifier: Notifier): readonly Route[] {
  return routes([...CALENDAR_READ, ...CONTACTS_READ, ...TASKS_READ], {
    'GET /subscriptions': (call) => ok({ value: ownSubscriptions(call).map(json) }),
    'GET /subscriptions/:subscription': (call) => ok(json(subscription(call))),
    'POST /subscriptions': (call) => subscribe(call, notifier),
    'PATCH /subscriptions/:subscription': renew,
    'POST /subscriptions/:subscription/reauthorize': (call) => (subscription(call), accepted),
    'DELETE /subscriptions/:subscription': (call) => {
      call.world.store.remove('subscription', subscription(call).id);
      return noContent;
    },
  });
}

async function subscribe(call: Call, notifier: Notifier): Promise<Answer> {
  const { store } = call.world;
  const body = parseBody(subscriptionBody, call.body);
  const { path, permission, maxMinutes } = readResource(call.world, call.user, body.resource);
  if (!permission.some((scope) => call.scopes.includes(scope))) {
    throw new Refusal(
      403,
      'ExtensionError',
      'Operation: Create; Exception: Access is denied to the resource.',
    );
  }
  const expiresAt = expiration(call, body.expirationDateTime, maxMinutes);
  const refuseTwin = () => {
    if (ownSubscriptions(call).some((row) => row.resource === path && row.changeType === body.changeType)) {
      throw new Refusal(
        409,
        'ExtensionError',
        'A subscription for this resource and change type exists already.',
      );
    }
  };
  refuseTwin();
  for (const url of new Set([body.notificationUrl, body.lifecycleNotificationUrl ?? body.notificationUrl])) {
    await notifier.validate(url, `Validation: ${store.mintGuid('validation')}`);
  }
  refuseTwin();
  for (const { id, expiresAt: end } of store.all('subscription')) {
    if (end <= call.world.now()) store.remove('subscription', id);
  }
  const row = store.put('subscription', {
    id: store.mintGuid('subscription'),
    mailbox: call.user.id,
    clientId: call.clientId,
    resource: path,
    changeType: body.changeType,
    notificationUrl: body.notificationUrl,
    lifecycleNotificationUrl: body.lifecycleNotificationUrl ?? null,
    clientState: body.clientState ?? null,
    expiresAt,
  });
  return created(json(row));
}

function renew(call: Call): Answer {
  const row = subscription(call);
  const { expirationDateTime } = parseBody(renewalBody, call.body);
  const { maxMinutes } = readResource(call.world, call.user, row.resource);
  const expiresAt = expiration(call, expirationDateTime, maxMinutes);
  return ok(json(call.world.store.put('subscription', { ...row, expiresAt })));
}

function expiration(call: Call, text: string, maxMinutes: number): number {
  const now = call.world.now();
  const wanted = Date.parse(text);
  if (wanted > now + maxMinutes * MINUTE_MS) {
    throw new Refusal(
      400,
      'InvalidRequest',
      `Subscription expiration can only be ${maxMinutes} minutes in the future.`,
    );
  }
  return Math.max(wanted, now + MIN_MINUTES * MINUTE_MS);
}

function ownSubscriptions({ world, user, clientId }: Call): Subscription[] {
  return world.store
    .all('subscription')
    .filter((row) => row.mailbox === user.id && row.clientId === clientId && row.expiresAt > world.now());
}

function subscription(call: Call): Subscription {
  const row = ownSubscriptions(call).find(({ id }) => id === param(call, 'subscription'));
  if (!row) throw new Refusal(404, 'ResourceNotFound', 'The object was not found.');
  return row;
}

function json(row: Subscription): JsonObject {
  return {
    id: row.id,
    resource: `me/${row.resource}`,
    applicationId: row.clientId,
    changeType: row.changeType,
    clientState: row.clientState,
    notificationUrl: row.notificationUrl,
    lifecycleNotificationUrl: row.lifecycleNotificationUrl,
    expirationDateTime: new Date(row.expiresAt).toISOString(),
    creatorId: row.mailbox,
  };
}
