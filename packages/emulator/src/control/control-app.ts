import { Hono } from 'hono';
import { z } from 'zod';
import { tenantOf, userByName } from '../entra/directory.ts';
import type { TokenTrouble } from '../entra/token-trouble.ts';
import { findContact } from '../model/contacts.ts';
import { restoreItem } from '../model/restore.ts';
import type { User } from '../model/rows.ts';
import { moveItem } from '../model/move-item.ts';
import { moveTask } from '../model/todo.ts';
import { DEAD_TOKEN_CODES } from '../model/dead-token.ts';
import type { Notifier } from '../graph/notifier.ts';
import type { World } from '../model/world.ts';
import { type EmulatorSeed, emulatorSeedSchema } from '../seed.ts';
import type { BehaviourSwitches } from '../behaviour.ts';
import type { Clock } from './clock.ts';
import { type Faults, faultSchema } from './faults.ts';
import type { RequestLog } from './request-log.ts';

export interface ControlContext {
  readonly world: World;
  readonly clock: Clock;
  readonly log: RequestLog;
  readonly faults: Faults;
  readonly notifier: Notifier;
  readonly switches: BehaviourSwitches;
  readonly trouble: TokenTrouble;
  readonly reset: () => void;
  readonly seed: (seed: EmulatorSeed) => void;
}

const clockSchema = z.union([
  z.strictObject({ offsetMs: z.number() }),
  z.strictObject({ freeze: z.iso.datetime({ offset: true }) }),
  z.strictObject({ run: z.literal(true) }),
]);
const mailboxSchema = z.object({ mailbox: z.string() });

/** The endpoints tests steer the emulator with, below `/_emulator`. Wrong input answers 400 with `{error}`. */
export function controlApp({
  world,
  clock,
  log,
  faults,
  notifier,
  switches,
  trouble,
  reset,
  seed,
}: ControlContext): Hono {
  const app = new Hono().basePath('/_emulator');
  const { store } = world;
  const body = async <S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> =>
    schema.parse(await request.json().catch(() => ({})));
  const user = (name: string): User => {
    const found = store.get('user', name) ?? userByName(store, name);
    if (!found) throw new RangeError(`No user is called ${name}.`);
    return found;
  };

  app.onError((error, c) =>
    c.json({ error: error instanceof z.ZodError ? z.prettifyError(error) : error.message }, 400),
  );

  app.post('/reset', (c) => {
    reset();
    return c.json({});
  });
  app.post('/seed', async (c) => {
    const input: EmulatorSeed = await body(c.req.raw, emulatorSeedSchema);
    seed(input);
    return c.json({});
  });
  app.get('/users', (c) =>
    c.json(
      store.all('user').map(({ id, tenantId, upn, displayName, mailbox }) => ({
        oid: id,
        tenant: tenantId,
        upn,
        displayName,
        mailbox,
      })),
    ),
  );
  app.get('/log', (c) => c.json(log.find(c.req.query('mailbox'), Number(c.req.query('since') ?? 0))));
  app.delete('/log', (c) => {
    log.clear();
    return c.json({});
  });
  app.get('/mail', (c) => c.json(world.mail.entries));
  app.delete('/mail', (c) => {
    world.mail.clear();
    return c.json({});
  });
  app.get('/clock', (c) => c.json(clock.state));
  app.post('/clock', async (c) => {
    const wanted = await body(c.req.raw, clockSchema);
    if ('freeze' in wanted) clock.freeze(Date.parse(wanted.freeze));
    else clock.shift('offsetMs' in wanted ? wanted.offsetMs : 0);
    return c.json(clock.state);
  });
  app.get('/behaviour', (c) => c.json(switches.current));
  app.post('/behaviour', async (c) => {
    switches.set(await body(c.req.raw, z.record(z.string(), z.unknown())));
    return c.json(switches.current);
  });
  app.get('/faults', (c) => c.json(faults.waiting));
  app.post('/faults', async (c) => {
    faults.add(await body(c.req.raw, z.array(faultSchema)));
    return c.json({});
  });
  app.delete('/faults', (c) => {
    faults.clear();
    return c.json({});
  });
  app.post('/token-error', async (c) => {
    const schema = z.object({ mailbox: z.string().optional(), number: z.int() });
    const { mailbox, number } = await body(c.req.raw, schema);
    trouble.set(mailbox === undefined ? null : user(mailbox).id, number);
    return c.json({});
  });
  app.delete('/token-error', (c) => {
    trouble.clear();
    return c.json({});
  });
  app.post('/restore', async (c) => {
    const { mailbox, id } = await body(c.req.raw, mailboxSchema.extend({ id: z.string() }));
    return c.json({ id: restoreItem(world, user(mailbox), id) });
  });
  app.post('/move-task', async (c) => {
    const schema = mailboxSchema.extend({ id: z.string(), list: z.string() });
    const { mailbox, id, list } = await body(c.req.raw, schema);
    return c.json({ id: moveTask(world, user(mailbox), id, list) });
  });
  app.post('/remove-photo', async (c) => {
    const { mailbox, id } = await body(c.req.raw, mailboxSchema.extend({ id: z.string() }));
    const { photo: _, ...contact } = findContact(world, user(mailbox), id);
    store.putQuietly('contact', contact);
    return c.json({});
  });
  app.post('/move', async (c) => {
    const schema = mailboxSchema.extend({ id: z.string(), container: z.string() });
    const { mailbox, id, container } = await body(c.req.raw, schema);
    return c.json({ id: moveItem(world, user(mailbox), id, container) });
  });
  app.post('/revoke-sessions', async (c) => {
    const { mailbox } = await body(c.req.raw, mailboxSchema);
    store.put('user', { ...user(mailbox), revokedAt: clock.now() });
    return c.json({});
  });
  app.post('/revoke-consent', async (c) => {
    const { mailbox, scopes } = await body(
      c.req.raw,
      mailboxSchema.extend({ scopes: z.array(z.string()).optional() }),
    );
    const { id, tenantId } = user(mailbox);
    for (const consent of store.all('consent')) {
      if (!consent.id.startsWith(`${id}|`) && !consent.id.startsWith(`${tenantId}|`)) continue;
      store.put('consent', {
        ...consent,
        scopes: scopes ? consent.scopes.filter((scope) => !scopes.includes(scope)) : [],
      });
    }
    return c.json({});
  });
  app.post('/admin-consent', async (c) => {
    const { tenant, required } = await body(
      c.req.raw,
      z.object({ tenant: z.string(), required: z.boolean() }),
    );
    const row = tenantOf(store, tenant);
    if (!row) throw new RangeError(`No tenant is called ${tenant}.`);
    store.put('tenant', { ...row, adminConsentRequired: required });
    return c.json({});
  });
  app.post('/user', async (c) => {
    const {
      mailbox: name,
      enabled,
      hasMailbox,
    } = await body(
      c.req.raw,
      mailboxSchema.extend({ enabled: z.boolean().optional(), hasMailbox: z.boolean().optional() }),
    );
    const row = user(name);
    store.put('user', {
      ...row,
      disabled: enabled === undefined ? row.disabled : !enabled,
      mailbox: hasMailbox ?? row.mailbox,
    });
    return c.json({});
  });
  app.post('/lifecycle', async (c) => {
    const events = z.enum(['missed', 'reauthorizationRequired', 'subscriptionRemoved']);
    const { mailbox, event } = await body(c.req.raw, mailboxSchema.extend({ event: events }));
    notifier.lifecycle(user(mailbox).id, event);
    return c.json({});
  });
  app.post('/expire-delta', async (c) => {
    const codes = z.enum(DEAD_TOKEN_CODES).default('SyncStateNotFound');
    const { mailbox, code } = await body(c.req.raw, mailboxSchema.extend({ code: codes }));
    const row = user(mailbox);
    store.put('user', { ...row, deltaGeneration: row.deltaGeneration + 1, deltaDeath: code });
    return c.json({});
  });
  return app;
}
