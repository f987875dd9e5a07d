import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOGUE, permissionOf } from '@syncgrant/core';
import type { Browser } from '../server/browser.ts';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram, type Program } from './program.ts';
import { actWith, held, refusalOf, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];
const SCOPES = ['ZohoCRM.settings.ALL', 'ZohoCRM.users.ALL', 'ZohoCRM.org.READ'];

describe.each(SDKS)('$name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;
  let program: Program;
  let grace: Browser;
  let ada: Browser;
  /** Grace administers everything. */
  let asGrace: () => Promise<void>;
  /** Ada has the profile Sales, which administers nothing. */
  let asAda: () => Promise<void>;

  beforeAll(async () => {
    sdk = await load();
    database = await open();
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
    ada = await site.signedIn(site.people.ada);
    program = await registerProgram(site, grace, SCOPES);
    const [ofGrace, ofAda] = [await program.tokensFrom(grace), await program.tokensFrom(ada)];
    asGrace = () => actWith(sdk, program, { refreshToken: ofGrace.refreshToken });
    asAda = () => actWith(sdk, program, { refreshToken: ofAda.refreshToken });
  });
  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const profiles = () => new sdk.Profiles.ProfilesOperations();
  const users = () => new sdk.Users.UsersOperations();
  /** Details, as far as the SDK keeps them. */
  const holding = (expected: Record<string, unknown>): unknown =>
    faithful ? expect.objectContaining(expected) : expect.any(Object);
  const id = (decimal: string) => BigInt(decimal);

  async function readProfile(profileId: bigint) {
    const { ResponseWrapper } = sdk.Profiles;
    const [profile] = held(await profiles().getProfile(profileId), ResponseWrapper).getProfiles();
    if (profile === undefined) throw new Error('no profile');
    return profile;
  }

  /** The one answer about an item, as success or as refusal. */
  async function itemOf(answer: Promise<{ getObject(): unknown; getStatusCode(): number }>) {
    const [item] = held(await answer, sdk.Profiles.ActionWrapper).getProfiles();
    if (item instanceof sdk.Profiles.APIException) return refusalOf(item);
    if (!(item instanceof sdk.Profiles.SuccessResponse)) throw new Error('neither success nor refusal');
    return { code: item.getCode().getValue(), details: Object.fromEntries(item.getDetails()) };
  }

  const named = (name: string) => {
    const profile = new sdk.Profiles.Profile();
    profile.setName(name);
    return profile;
  };
  const bodyOf = (profile: InstanceType<Sdk['Profiles']['Profile']>) => {
    const body = new sdk.Profiles.BodyWrapper();
    body.setProfiles([profile]);
    return body;
  };
  const clone = async (name: string) => {
    const done = await itemOf(
      profiles().cloneProfiles(id(site.organisation.salesProfileId), bodyOf(named(name))),
    );
    return BigInt(String(done.details['id']));
  };

  describe('tokens', () => {
    test.each(['grantToken', 'refreshToken', 'accessToken'] as const)(
      'a %s is enough to call',
      async (kind) => {
        const proof = {
          grantToken: async () => ({ grantToken: await program.grantFrom(ada) }),
          refreshToken: async () => ({ refreshToken: (await program.tokensFrom(ada)).refreshToken }),
          accessToken: async () => ({ accessToken: (await program.tokensFrom(ada)).accessToken }),
        };
        await actWith(sdk, program, await proof[kind]());
        const answer = await users().getUser(id(site.organisation.adaId));
        const [user] = held(answer, sdk.Users.ResponseWrapper).getUsers();
        expect(user?.getEmail()).toBe(site.people.ada.upn);
      },
    );

    test('the SDK finds out by itself whose token it has', async () => {
      const { refreshToken } = await program.tokensFrom(ada);
      await actWith(sdk, program, { refreshToken }, { findUser: true });
      const initializer = await sdk.Initializer.getInitializer();
      const token = initializer.getToken();
      if (!(token instanceof sdk.OAuthToken)) throw new Error('no token');
      expect(token.getUserSignature()?.getName()).toBe(`${site.people.ada.upn}:${site.organisation.id}`);
    });

    // The Node.js SDK keeps nothing of a refused code's reason, so only the other can tell it.
    test.runIf(faithful)('a code that was used tells why', async () => {
      const grantToken = await program.grantFrom(ada);
      await actWith(sdk, program, { grantToken });
      await users().getUser(id(site.organisation.adaId));
      const elsewhere = await registerProgram(site, grace, SCOPES);
      const again = async () => {
        await actWith(sdk, { ...program, folder: elsewhere.folder }, { grantToken });
        await users().getUser(id(site.organisation.adaId));
      };
      await expect(again()).rejects.toThrow(/invalid_code/);
    });

    test('an access token that nobody gave is refused in the dialect', async () => {
      await actWith(sdk, program, { accessToken: '1000.x.y' });
      const answer = await users().getUser(id(site.organisation.adaId));
      const refused = held(answer, sdk.Users.APIException);
      expect([answer.getStatusCode(), refusalOf(refused).code]).toEqual([401, 'INVALID_TOKEN']);
    });

    test('a scope that was not granted is named', async () => {
      const narrow = await registerProgram(site, grace, ['ZohoCRM.org.READ']);
      await actWith(sdk, narrow, { grantToken: await narrow.grantFrom(grace) });
      const refused = held(await profiles().getProfiles(), sdk.Profiles.APIException);
      expect(refusalOf(refused)).toEqual({
        code: 'OAUTH_SCOPE_MISMATCH',
        details: holding({ scopes: ['ZohoCRM.settings.profiles.READ'] }),
      });
    });
  });

  describe('profiles, as an administrator', () => {
    test('are listed, system ones first, with the limit of the edition', async () => {
      await asGrace();
      const list = held(await profiles().getProfiles(), sdk.Profiles.ResponseWrapper);
      const told = list
        .getProfiles()
        .map((profile) => [profile.getName(), profile.getCustom(), profile.getType().getValue()]);
      expect(told.slice(0, 3)).toEqual([
        ['Administrator', false, 'system_profile'],
        ['Standard', false, 'system_profile'],
        ['Sales', true, 'normal_profile'],
      ]);
      expect(list.getInfo().getLicenseLimit()).toBe(25);
      expect(list.getProfiles()[2]?.getCreatedBy().getId()).toBe(id(site.organisation.graceId));
    });

    test('are listed page by page, and by type', async () => {
      const listed = (query: string) => grace.get(`/crm/v8/settings/profiles?${query}`);
      const second = await listed('page=2&per_page=1');
      expect([second.body.profiles[0].name, second.body.info]).toEqual([
        'Standard',
        { page: 2, per_page: 1, count: 1, more_records: true, license_limit: 25 },
      ]);
      const ofSystem = await listed('type=system_profile&include_lite_profile=true');
      expect(ofSystem.body.info).toMatchObject({ count: 2, more_records: false });
      expect((await listed('page=9')).status).toBe(204);
    });

    test('hold every permission of the catalogue, its parents, and its place in the sections', async () => {
      await asGrace();
      const profile = await readProfile(id(site.organisation.salesProfileId));
      const details = profile.getPermissionsDetails();
      expect(new Set(details.map((detail) => detail.getName()))).toEqual(
        new Set(CATALOGUE.permissions.map(({ name }) => name)),
      );
      const create = details.find((detail) => detail.getName() === 'Crm_Implied_Create_Contacts');
      expect(create?.getParentPermissions()).toEqual([BigInt(permissionOf('Crm_Implied_View_Contacts').id)]);
      expect([create?.getModule(), create?.getEnabled(), create?.getCustomizable()]).toEqual([
        'Contacts',
        true,
        true,
      ]);
      const sections = profile.getSections();
      expect(sections.map((section) => section.getName())).toEqual(
        CATALOGUE.sections.map(({ name }) => name),
      );
      const inSections = sections.flatMap((section) =>
        section
          .getCategories()
          .flatMap((category) =>
            category instanceof sdk.Profiles.CategoryModule || category instanceof sdk.Profiles.CategoryOthers
              ? category.getPermissionsDetails()
              : [],
          ),
      );
      expect(inSections).toEqual(details.map((detail) => detail.getId()));
    });

    test('are cloned, renamed, described, switched and deleted', async () => {
      await asGrace();
      const profileId = await clone('Interns');
      const change = named('Trainees');
      change.setDescription('who learn');
      const off = new sdk.Profiles.PermissionDetail();
      off.setId(permissionOf('Crm_Implied_Delete_Contacts').id);
      off.setEnabled(false);
      change.setPermissionsDetails([off]);
      expect((await itemOf(profiles().updateProfile(profileId, bodyOf(change)))).code).toBe('SUCCESS');

      const profile = await readProfile(profileId);
      expect([profile.getName(), profile.getDescription()]).toEqual(['Trainees', 'who learn']);
      const switched = profile
        .getPermissionsDetails()
        .filter((detail) => /Implied_(View|Delete)_Contacts$/.test(detail.getName()))
        .map((detail) => [detail.getName(), detail.getEnabled()]);
      expect(switched).toEqual([
        ['Crm_Implied_View_Contacts', true],
        ['Crm_Implied_Delete_Contacts', false],
      ]);
      const map = new sdk.ParameterMap();
      await map.add(sdk.Profiles.DeleteProfileParam.TRANSFER_TO, id(site.organisation.standardProfileId));
      const deleted = held(await profiles().deleteProfile(profileId, map), sdk.Profiles.SuccessResponse);
      expect(deleted.getMessage().getValue()).toBe('Profile deleted');
      const gone = held(await profiles().getProfile(profileId), sdk.Profiles.APIException);
      expect(refusalOf(gone)).toEqual({ code: 'INVALID_DATA', details: holding({ resource_path_index: 2 }) });
    });

    test('are refused with the item that is wrong', async () => {
      await asGrace();
      const sales = id(site.organisation.salesProfileId);
      expect(await itemOf(profiles().cloneProfiles(sales, bodyOf(named('Sales'))))).toMatchObject({
        code: 'DUPLICATE_DATA',
        details: holding({ api_name: 'name', json_path: '$.profiles[0].name' }),
      });
      expect(await itemOf(profiles().cloneProfiles(sales, bodyOf(named('a#b'))))).toMatchObject({
        code: 'INVALID_DATA',
        details: holding({ api_name: 'name' }),
      });
      const nameless = bodyOf(new sdk.Profiles.Profile());
      expect((await itemOf(profiles().cloneProfiles(sales, nameless))).code).toBe('MANDATORY_NOT_FOUND');
      const off = new sdk.Profiles.PermissionDetail();
      off.setId('1');
      off.setEnabled(false);
      const strange = new sdk.Profiles.Profile();
      strange.setPermissionsDetails([off]);
      expect(await itemOf(profiles().updateProfile(sales, bodyOf(strange)))).toEqual({
        code: 'INVALID_DATA',
        details: holding({ api_name: 'id', json_path: '$.profiles[0].permissions_details[0].id' }),
      });
    });

    test('of the system can be neither changed nor deleted', async () => {
      await asGrace();
      const standard = id(site.organisation.standardProfileId);
      const changed = held(
        await profiles().updateProfile(standard, bodyOf(named('Mine'))),
        sdk.Profiles.APIException,
      );
      expect([changed.getCode().getValue(), changed.getMessage().getValue()]).toEqual([
        'NOT_ALLOWED',
        'System profile cannot be updated',
      ]);
      const deleted = held(await profiles().deleteProfile(standard), sdk.Profiles.APIException);
      expect(deleted.getMessage().getValue()).toBe('System profile cannot be deleted');
    });

    test('with users are deleted only with a transfer', async () => {
      await asGrace();
      const sales = id(site.organisation.salesProfileId);
      const refused = held(await profiles().deleteProfile(sales), sdk.Profiles.APIException);
      expect(refused.getCode().getValue()).toBe('MANDATORY_NOT_FOUND');
    });
  });

  describe('users, as an administrator', () => {
    const listed = async (type: string) => {
      const map = new sdk.ParameterMap();
      await map.add(sdk.Users.GetUsersParam.TYPE, type);
      const answer = await users().getUsers(map);
      if (answer.getStatusCode() === 204) return [];
      return held(answer, sdk.Users.ResponseWrapper)
        .getUsers()
        .map((user) => user.getLastName());
    };

    test('are listed by type', async () => {
      await asGrace();
      expect(await listed('AllUsers')).toEqual(['Hopper', 'Lovelace', 'Turing']);
      expect(await listed('ActiveUsers')).toEqual(['Hopper', 'Lovelace', 'Turing']);
      expect(await listed('ConfirmedUsers')).toEqual(['Hopper', 'Lovelace']);
      expect(await listed('NotConfirmedUsers')).toEqual(['Turing']);
      expect(await listed('ActiveConfirmedUsers')).toEqual(['Hopper', 'Lovelace']);
      expect(await listed('AdminUsers')).toEqual(['Hopper']);
      expect(await listed('ActiveConfirmedAdmins')).toEqual(['Hopper']);
      expect(await listed('CurrentUser')).toEqual(['Hopper']);
      expect(await listed('DeactiveUsers')).toEqual([]);
      expect(await listed('DeletedUsers')).toEqual([]);
    });

    test('get another profile, and are deactivated and activated', async () => {
      await asGrace();
      const alan = id(site.organisation.alanId);
      /** What became of it is read afterwards: one SDK cannot read the answer. */
      const update = async (set: (user: InstanceType<Sdk['Users']['Users']>) => void) => {
        const user = new sdk.Users.Users();
        set(user);
        const body = new sdk.Users.BodyWrapper();
        body.setUsers([user]);
        const answer = users().updateUser(alan, body);
        if (faithful) held(await answer, sdk.Users.ActionWrapper);
        else await answer.catch(() => null);
      };
      const profile = new sdk.Users.Profile();
      profile.setId(id(site.organisation.salesProfileId));
      await update((user) => user.setProfile(profile));
      await update((user) => user.setStatus('inactive'));
      const [changed] = held(await users().getUser(alan), sdk.Users.ResponseWrapper).getUsers();
      expect([changed?.getProfile().getName(), changed?.getStatus(), changed?.getMicrosoft()]).toEqual([
        'Sales',
        'disabled',
        false,
      ]);
      expect(await listed('DeactiveUsers')).toEqual(['Turing']);
      await update((user) => user.setStatus('active'));
      expect(await listed('DeactiveUsers')).toEqual([]);
    });

    test('have a role, and the organisation a name', async () => {
      await asGrace();
      const roles = new sdk.Roles.RolesOperations();
      const [role] = held(await roles.getRoles(), sdk.Roles.ResponseWrapper).getRoles();
      if (role === undefined) throw new Error('no role');
      const [same] = held(await roles.getRole(role.getId()), sdk.Roles.ResponseWrapper).getRoles();
      expect(same?.getName()).toBe(role.getName());
      const [user] = held(
        await users().getUser(id(site.organisation.adaId)),
        sdk.Users.ResponseWrapper,
      ).getUsers();
      expect(user?.getRole().getId()).toBe(role.getId());
      expect(
        held(await roles.getRole(1n), sdk.Roles.APIException)
          .getCode()
          .getValue(),
      ).toBe('INVALID_DATA');

      const organisations = await new sdk.Org.OrgOperations().getOrganization();
      const [org] = held(organisations, sdk.Org.ResponseWrapper).getOrg();
      expect([org?.getCompanyName(), String(org?.getId()), org?.getLicenseDetails().getPaidType()]).toEqual([
        'Example',
        site.organisation.id,
        'enterprise',
      ]);
    });
  });

  describe('as a user who administers nothing', () => {
    test('profiles and roles are refused by the permission that is missing', async () => {
      await asAda();
      const list = await profiles().getProfiles();
      expect([list.getStatusCode(), refusalOf(held(list, sdk.Profiles.APIException))]).toEqual([
        403,
        {
          code: 'NO_PERMISSION',
          details: holding({ permissions: ['Crm_Implied_Manage_Profiles'], rule: 'permission_off' }),
        },
      ]);
      const own = id(site.organisation.salesProfileId);
      const cloned = held(
        await profiles().cloneProfiles(own, bodyOf(named('Mine'))),
        sdk.Profiles.APIException,
      );
      expect(cloned.getCode().getValue()).toBe('NO_PERMISSION');
      const roles = await new sdk.Roles.RolesOperations().getRoles();
      expect(refusalOf(held(roles, sdk.Roles.APIException))).toEqual({
        code: 'NO_PERMISSION',
        details: holding({ permissions: ['Crm_Implied_Manage_Roles'] }),
      });
    });

    test('oneself is read, others are not', async () => {
      await asAda();
      const map = new sdk.ParameterMap();
      await map.add(sdk.Users.GetUsersParam.TYPE, 'CurrentUser');
      const [self] = held(await users().getUsers(map), sdk.Users.ResponseWrapper).getUsers();
      expect([self?.getId(), self?.getProfile().getName()]).toEqual([id(site.organisation.adaId), 'Sales']);
      for (const answer of [await users().getUsers(), await users().getUser(id(site.organisation.graceId))]) {
        expect(refusalOf(held(answer, sdk.Users.APIException))).toEqual({
          code: 'NO_PERMISSION',
          details: holding({ permissions: ['Crm_Implied_View_Users_Information'] }),
        });
      }
    });

    test('without API access every call is refused by that permission', async () => {
      const apiAccess = new sdk.Profiles.PermissionDetail();
      apiAccess.setId(permissionOf('Crm_Implied_Api_Access').id);
      const turn = async (enabled: boolean) => {
        await asGrace();
        apiAccess.setEnabled(enabled);
        const profile = new sdk.Profiles.Profile();
        profile.setPermissionsDetails([apiAccess]);
        const done = await itemOf(
          profiles().updateProfile(id(site.organisation.salesProfileId), bodyOf(profile)),
        );
        expect(done.code).toBe('SUCCESS');
      };
      await turn(false);
      await asAda();
      const refused = held(await users().getUser(id(site.organisation.adaId)), sdk.Users.APIException);
      expect(refusalOf(refused)).toEqual({
        code: 'NO_PERMISSION',
        details: holding({ permissions: ['Crm_Implied_Api_Access'] }),
      });
      await turn(true);
      await asAda();
      held(await users().getUser(id(site.organisation.adaId)), sdk.Users.ResponseWrapper);
    });
  });
});
