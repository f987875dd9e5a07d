import assert from 'node:assert/strict';
import {
  planProfileChange,
  planProfileClone,
  SYNC_MODULES,
  validateRecord,
  type ActingUser,
  type Profile,
} from '@syncgrant/core';
import type { Emulator } from '@syncgrant/emulator';
import {
  changeGrants,
  countOrganisations,
  createRecord,
  DecisionContexts,
  foundOrganisation,
  insertProfile,
  inviteUser,
  readGrantFacts,
  readProfile,
  type Db,
  type FoundedOrganisation,
  type Tenant,
} from '@syncgrant/store';
import { COMPANY, PROFILES, type ProfileName } from './content/people.ts';
import { inCrm, type Demo, type DemoItem, type DemoUser } from './demo.ts';
import { emulatorSeedOf } from './emulator-seed.ts';

/** Puts the demonstration where nothing is yet: mailboxes into an empty emulator, the organisation into an empty database. */
export async function plantDemo(demo: Demo, db: Db, emulator: Emulator | null, now: Date): Promise<void> {
  if (emulator?.isEmpty) emulator.seed(emulatorSeedOf(demo));
  if ((await countOrganisations(db)) === 0) await plantOrganisation(demo, db, now);
}

async function plantOrganisation({ users }: Demo, db: Db, now: Date): Promise<void> {
  const [first, ...others] = users;
  assert(first, 'a demonstration has an administrator');
  const founded = await foundOrganisation(
    db,
    {
      name: COMPANY.name,
      edition: COMPANY.edition,
      dataCenter: COMPANY.dataCenter,
      administrator: invitation(first),
    },
    now,
  );
  const actor = { id: founded.administratorId, name: `${first.person.firstName} ${first.person.lastName}` };
  const change = { actor, action: 'organisation.demonstrate', subject: COMPANY.name, address: null, now };
  await changeGrants(db, founded.organisationId, change, async (tenant) => {
    const profiles = await plantProfiles(tenant, founded, now);
    await plantRecords(tenant, founded.administratorId, first.items, now);
    for (const user of others) {
      const profileId = profiles.get(user.person.profile);
      assert(profileId, `there is a profile ${user.person.profile}`);
      const userId = await inviteUser(tenant, { ...invitation(user), profileId }, now);
      assert(userId, 'the people of the demonstration have addresses of their own');
      await plantRecords(tenant, userId, user.items, now);
    }
    const after = { profiles: [...profiles.keys()], users: users.map(({ email }) => email) };
    return { before: null, after, result: undefined };
  });
}

const invitation = ({ person, email }: DemoUser) => ({
  email,
  firstName: person.firstName,
  lastName: person.lastName,
  timeZone: person.timeZone,
});

/** The profiles as the administrator would make them: cloned from Standard, then changed. */
async function plantProfiles(
  tenant: Tenant,
  founded: FoundedOrganisation,
  now: Date,
): Promise<ReadonlyMap<ProfileName, string>> {
  const facts = await readGrantFacts(tenant, founded.administratorId);
  const standard = await readProfile(tenant, founded.standardProfileId);
  assert(facts && standard, 'a founded organisation has an administrator and a standard profile');
  const actor: ActingUser = {
    userId: founded.administratorId,
    context: new DecisionContexts().of(facts),
    roleId: facts.user.roleId,
    subordinateRoles: new Set(),
  };
  const made = new Map<ProfileName, string>([
    ['Administrator', founded.administratorProfileId],
    ['Standard', founded.standardProfileId],
  ]);
  for (const wanted of PROFILES) {
    const profile = customProfile(actor, standard.profile, wanted);
    made.set(wanted.name, await insertProfile(tenant, profile, { by: founded.administratorId, now }));
  }
  return made;
}

function customProfile(actor: ActingUser, source: Profile, wanted: (typeof PROFILES)[number]): Profile {
  const { name, description } = wanted;
  const clone = planProfileClone({
    actor,
    source,
    id: '',
    name,
    description,
    takenNames: [],
    customProfileCount: 0,
  });
  assert(clone.ok);
  const changed = planProfileChange({
    actor,
    profile: clone.profile,
    takenNames: [],
    change: {
      permissions: wanted.off.map((permission) => ({ permission, enabled: false })),
      fieldAccess: wanted.hidden.map((field) => ({ ...field, access: 'hidden' })),
    },
  });
  assert(changed.ok);
  return changed.profile;
}

/** Contacts come first, so that meetings and tasks can refer to them. */
async function plantRecords(
  tenant: Tenant,
  userId: string,
  items: readonly DemoItem[],
  now: Date,
): Promise<void> {
  const contactIds = new Map<unknown, string>();
  for (const { module, record, about } of items.filter(inCrm)) {
    const contactId = contactIds.get(about);
    const fields = { ...record, ...(contactId !== undefined && { Who_Id: { id: contactId } }) };
    const crmModule = SYNC_MODULES[module].module;
    const valid = validateRecord(crmModule, fields, { kind: 'create' });
    assert(valid.ok);
    const writer = { userId, origin: 'user', now } as const;
    const { id } = await createRecord(tenant, writer, {
      module: crmModule,
      ownerId: userId,
      fields: valid.fields,
    });
    if (module === 'contacts') contactIds.set(record['Email'], id);
  }
}
