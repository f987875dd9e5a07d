import { z } from 'zod';
import { grantConsent } from './entra/directory.ts';
import { readScopes } from './entra/scopes.ts';
import { readContactBody } from './graph/contact-routes.ts';
import { readEventBody } from './graph/event-body.ts';
import { readTaskBody } from './graph/todo-routes.ts';
import { createContact } from './model/contacts.ts';
import { createEvent } from './model/event-changes.ts';
import { MailLog } from './model/mail-log.ts';
import { openMailbox } from './model/mailboxes.ts';
import type { Kind, Rows, User } from './model/rows.ts';
import { createTask, createTaskList } from './model/todo.ts';
import type { World } from './model/world.ts';

const zone = z
  .string()
  .refine((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', 'not an IANA zone');

const userSchema = z.strictObject({
  /** The tenant's id. */
  tenant: z.string(),
  /** The object id, a GUID. */
  oid: z.guid(),
  upn: z.email(),
  displayName: z.string(),
  givenName: z.string().default(''),
  surname: z.string().default(''),
  password: z.string().default('password'),
  timeZone: zone.default('UTC'),
  /** Scopes that count as consented for every registered application. */
  consents: z.array(z.string()).default([]),
  /** Whether the user has an Exchange Online mailbox. */
  mailbox: z.boolean().default(true),
  /** Calendars besides the default one. */
  calendars: z.array(z.strictObject({ name: z.string(), canEdit: z.boolean().default(true) })).default([]),
  /** Bodies as for `POST /me/events`; `calendar` names one of the calendars above. */
  events: z.array(z.looseObject({ calendar: z.string().optional() })).default([]),
  /** Folders besides the default one. */
  contactFolders: z.array(z.strictObject({ displayName: z.string() })).default([]),
  /** Bodies as for `POST /me/contacts`; `folder` names one of the folders above. */
  contacts: z.array(z.looseObject({ folder: z.string().optional() })).default([]),
  /** Task lists besides the built-in ones. */
  taskLists: z.array(z.strictObject({ displayName: z.string() })).default([]),
  /** Bodies as for `POST /me/todo/lists/{id}/tasks`; `list` names one of the lists above. */
  tasks: z.array(z.looseObject({ list: z.string().optional() })).default([]),
});

/** What an emulator begins with. Seeding again adds to what is there; users are known by their object id. */
export const emulatorSeedSchema = z.strictObject({
  tenants: z
    .array(
      z.strictObject({
        id: z.guid(),
        name: z.string(),
        domain: z.string(),
        adminConsentRequired: z.boolean().default(false),
      }),
    )
    .default([]),
  users: z.array(userSchema).default([]),
});

export type EmulatorSeed = z.input<typeof emulatorSeedSchema>;
type SeedUser = z.output<typeof userSchema>;

/** Puts a seed into the world. Nobody is mailed for seeded meetings. Throws a ZodError or Refusal for a seed that is wrong. */
export function applySeed(world: World, clientIds: readonly string[], input: EmulatorSeed): void {
  const seed = emulatorSeedSchema.parse(input);
  const silent: World = { ...world, mail: new MailLog() };
  for (const tenant of seed.tenants) world.store.put('tenant', tenant);
  const users = seed.users.map((user) => ({ user, row: putUser(world, user, clientIds) }));
  for (const { user, row } of users) if (user.mailbox) fillMailbox(silent, user, row);
}

function putUser({ store, ...world }: World, user: SeedUser, clientIds: readonly string[]): User {
  if (!store.get('tenant', user.tenant))
    throw new TypeError(`The seed's user ${user.upn} is in no known tenant.`);
  const known = store.get('user', user.oid);
  const { oid, upn, displayName, givenName, surname, password, timeZone, mailbox } = user;
  const row = store.put('user', {
    id: oid,
    tenantId: user.tenant,
    upn,
    displayName,
    givenName,
    surname,
    password,
    timeZone,
    mailbox,
    disabled: false,
    revokedAt: known?.revokedAt ?? 0,
    deltaGeneration: known?.deltaGeneration ?? 1,
  });
  const { graph } = readScopes(user.consents.join(' '));
  if (graph.length > 0) for (const clientId of clientIds) grantConsent(store, oid, clientId, graph);
  if (mailbox && store.in('calendar', oid).length === 0) openMailbox({ store, ...world }, row);
  return row;
}

function fillMailbox(world: World, seed: SeedUser, user: User): void {
  const { store } = world;
  for (const { name, canEdit } of seed.calendars) {
    store.put('calendar', {
      id: store.mintId('calendar'),
      mailbox: user.id,
      name,
      isDefault: false,
      canEdit,
    });
  }
  for (const { displayName } of seed.contactFolders) {
    const id = store.mintId('contactFolder');
    store.put('contactFolder', { id, mailbox: user.id, displayName, parentFolderId: null, isDefault: false });
  }
  for (const { displayName } of seed.taskLists) createTaskList(world, user, displayName);

  for (const { calendar, ...body } of seed.events) {
    createEvent(
      world,
      user,
      named(world, 'calendar', user, (row) => (calendar ? row.name === calendar : row.isDefault)),
      readEventBody(body),
    );
  }
  for (const { folder, ...body } of seed.contacts) {
    createContact(
      world,
      named(world, 'contactFolder', user, (row) => (folder ? row.displayName === folder : row.isDefault)),
      readContactBody(body),
    );
  }
  for (const { list, ...body } of seed.tasks) {
    const wanted = (row: Rows['taskList']) =>
      list ? row.displayName === list : row.wellknownListName === 'defaultList';
    createTask(world, named(world, 'taskList', user, wanted), readTaskBody(body, true));
  }
}

function named<K extends Kind>(
  { store }: World,
  kind: K,
  user: User,
  wanted: (row: Rows[K]) => boolean,
): Rows[K] {
  const row = store.in(kind, user.id).find(wanted);
  if (!row) throw new TypeError(`The seed names a ${kind} of ${user.upn} that is not there.`);
  return row;
}
