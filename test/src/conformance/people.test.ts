import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSite, type Site } from '../server/site.ts';
import { DATABASE_KINDS, type TestDatabase } from '../support/databases.ts';
import { registerProgram } from './program.ts';
import { actWith, held, SDKS, type Sdk } from './sdk.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];
const SCOPES = ['ZohoCRM.settings.ALL', 'ZohoCRM.users.ALL'];

describe.each(SDKS)('roles, users and groups by $name', ({ load, faithful }) => {
  let database: TestDatabase;
  let site: Site;
  let sdk: Sdk;

  beforeAll(async () => {
    sdk = await load();
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    site = await openSite(database.database);
    const grace = await site.signedIn(site.people.grace);
    const program = await registerProgram(site, grace, SCOPES);
    const { refreshToken } = await program.tokensFrom(grace);
    await actWith(sdk, program, { refreshToken });
    return () => site.close();
  });

  const roles = () => new sdk.Roles.RolesOperations();
  const users = () => new sdk.Users.UsersOperations();
  const groups = () => new sdk.UserGroups.UserGroupsOperations();
  const ada = () => BigInt(site.organisation.adaId);
  const alan = () => BigInt(site.organisation.alanId);

  interface Item {
    readonly constructor: { readonly name: string };
  }
  /** The code of each answer about an item. */
  const codesOf = (items: readonly Item[]): readonly unknown[] =>
    items.map((item) =>
      'getCode' in item && typeof item.getCode === 'function' ? item.getCode().getValue() : item,
    );

  interface AskedRole {
    readonly id?: bigint;
    readonly name?: string;
    readonly above?: bigint;
  }
  function rolesBody(...asked: readonly AskedRole[]) {
    const body = new sdk.Roles.BodyWrapper();
    body.setRoles(
      asked.map(({ id, name, above }) => {
        const role = new sdk.Roles.Role();
        if (id !== undefined) role.setId(id);
        if (name !== undefined) role.setName(name);
        if (above !== undefined) {
          const reportingTo = new sdk.Roles.ReportingTo();
          reportingTo.setId(above);
          role.setReportingTo(reportingTo);
        }
        return role;
      }),
    );
    return body;
  }
  const listedRoles = async () => held(await roles().getRoles(), sdk.Roles.ResponseWrapper).getRoles();
  async function roleNamed(name: string) {
    const role = (await listedRoles()).find((each) => each.getName() === name);
    if (role === undefined) throw new Error(`no role ${name}`);
    return role;
  }
  const writtenRoles = async (answer: ReturnType<ReturnType<typeof roles>['createRoles']>) =>
    codesOf(held(await answer, sdk.Roles.ActionWrapper).getRoles());

  test('roles are made, read, changed one by one and together, and deleted with a transfer', async () => {
    expect(
      await writtenRoles(roles().createRoles(rolesBody({ name: 'Sales' }, { name: 'Support' }))),
    ).toEqual(['SUCCESS', 'SUCCESS']);
    const [sales, support] = [(await roleNamed('Sales')).getId(), (await roleNamed('Support')).getId()];
    expect((await roleNamed('Sales')).getReportingTo().getName()).toBe('CEO');
    const moved = await writtenRoles(roles().updateRole(support, rolesBody({ above: sales })));
    const several = await writtenRoles(
      roles().updateRoles(rolesBody({ id: sales, name: 'Sellers' }, { id: sales, above: support })),
    );
    expect([moved, several]).toEqual([['SUCCESS'], ['SUCCESS', 'INVALID_DATA']]);
    const [read] = held(await roles().getRole(support), sdk.Roles.ResponseWrapper).getRoles();
    expect([read?.getName(), read?.getReportingTo().getName(), read?.getAdminUser()]).toEqual([
      'Support',
      'Sellers',
      false,
    ]);
    expect(read?.getCreatedByS().getName()).toBe('Grace Hopper');
    expect(read?.getCreatedTimeS()).toBeInstanceOf(Date);

    const transfer = new sdk.ParameterMap();
    await transfer.add(sdk.Roles.DeleteRoleParam.TRANSFER_TO_ID, (await roleNamed('CEO')).getId());
    expect(await writtenRoles(roles().deleteRole(sales, transfer))).toEqual(['SUCCESS']);
    expect((await listedRoles()).map((role) => role.getName())).toEqual(['CEO', 'Support']);
    const again = held(await roles().deleteRole(sales, transfer), sdk.Roles.APIException);
    expect(again.getCode().getValue()).toBe('INVALID_DATA');
  });

  interface AskedUser {
    readonly id?: bigint;
    readonly name?: string;
    readonly role?: bigint;
    readonly status?: string;
  }
  function usersBody(...asked: readonly AskedUser[]) {
    const body = new sdk.Users.BodyWrapper();
    body.setUsers(
      asked.map(({ id, name, role, status }) => {
        const user = new sdk.Users.Users();
        if (id !== undefined) user.setId(id);
        if (status !== undefined) user.setStatus(status);
        if (role !== undefined) {
          const given = new sdk.Users.Role();
          given.setId(role);
          user.setRole(given);
        }
        if (name !== undefined) {
          const profile = new sdk.Users.Profile();
          profile.setId(BigInt(site.organisation.standardProfileId));
          user.setProfile(profile);
          user.setLastName(name);
          user.setEmail(`${name}@example.test`);
        }
        return user;
      }),
    );
    return body;
  }
  /** One SDK throws at every answer to a write of users, after it was made. */
  async function writtenUsers(answer: ReturnType<ReturnType<typeof users>['createUsers']>) {
    if (!faithful)
      return answer.then(
        () => [],
        () => [],
      );
    return codesOf(held(await answer, sdk.Users.ActionWrapper).getUsers());
  }
  const asFarAsTold = (codes: readonly string[]) => (faithful ? codes : []);
  async function listedUsers(type: string) {
    const map = new sdk.ParameterMap();
    await map.add(sdk.Users.GetUsersParam.TYPE, type);
    const answer = await users().getUsers(map);
    if (answer.getStatusCode() === 204) return [];
    return held(answer, sdk.Users.ResponseWrapper)
      .getUsers()
      .map((user) => `${user.getLastName()}, ${user.getRole().getName()}`);
  }

  test('users are invited with a role, changed together, counted and deleted', async () => {
    await writtenRoles(roles().createRoles(rolesBody({ name: 'Sales' })));
    const sales = (await roleNamed('Sales')).getId();
    const invited = await writtenUsers(users().createUsers(usersBody({ name: 'new', role: sales })));
    expect(invited).toEqual(asFarAsTold(['SUCCESS']));
    const changed = await writtenUsers(
      users().updateUsers(usersBody({ id: ada(), role: sales }, { id: alan(), status: 'inactive' })),
    );
    expect(changed).toEqual(asFarAsTold(['SUCCESS', 'SUCCESS']));
    expect(await listedUsers('ActiveUsers')).toEqual(['Hopper, CEO', 'Lovelace, Sales', 'new, Sales']);
    expect(await writtenUsers(users().deleteUser(ada()))).toEqual(asFarAsTold(['SUCCESS']));
    expect(await listedUsers('DeletedUsers')).toEqual(['Lovelace, Sales']);

    const type = new sdk.ParameterMap();
    await type.add(sdk.Users.UsersCountParam.TYPE, 'AllUsers');
    const counted = held(await users().usersCount(type), sdk.Users.CountWrapper);
    // One SDK makes a bigint of it.
    expect(`${counted.getCount()}`).toBe('3');
  });

  test('a user is deleted with a transfer of their records', async () => {
    const { adaId, alanId, tenant } = site.organisation;
    const contact = { module: 'Contacts' as const, fields: '{"Last_Name":"Kowalski"}' };
    await tenant
      .insert('record', { ...contact, owner_id: adaId, created_by: adaId, modified_by: adaId })
      .execute();
    const transfer = new sdk.UsersTransferDelete.Transfer();
    transfer.setId(alan());
    transfer.setRecords(true);
    transfer.setAssignment(true);
    transfer.setCriteria(true);
    const asked = new sdk.UsersTransferDelete.TransferAndDelete();
    asked.setTransfer(transfer);
    const body = new sdk.UsersTransferDelete.BodyWrapper();
    body.setTransferAndDelete([asked]);
    const operations = new sdk.UsersTransferDelete.UsersTransferDeleteOperations();
    const done = await operations.userTransferAndDelete(ada(), body);
    const items = held(done, sdk.UsersTransferDelete.ActionWrapper).getTransferAndDelete();
    expect(codesOf(items)).toEqual(['SUCCESS']);
    expect(await listedUsers('DeletedUsers')).toEqual(['Lovelace, CEO']);
    const owners = await tenant.select('record').select('owner_id').execute();
    expect(owners).toEqual([{ owner_id: alanId }]);
  });

  interface AskedGroup {
    readonly id?: bigint;
    readonly name?: string;
    readonly members?: readonly (readonly ['users' | 'roles', bigint])[];
  }
  function groupsBody(...asked: readonly AskedGroup[]) {
    const body = new sdk.UserGroups.BodyWrapper();
    body.setUserGroups(
      asked.map(({ id, name, members }) => {
        const group = new sdk.UserGroups.Groups();
        if (id !== undefined) group.setId(id);
        if (name !== undefined) group.setName(name);
        if (members !== undefined) {
          group.setSources(
            members.map(([type, memberId]) => {
              const member = new sdk.UserGroups.Sources();
              const source = new sdk.UserGroups.Source();
              source.setId(memberId);
              member.setType(new sdk.Choice(type));
              member.setSource(source);
              if (type === 'roles') member.setSubordinates(true);
              return member;
            }),
          );
        }
        return group;
      }),
    );
    return body;
  }
  const writtenGroups = async (answer: ReturnType<ReturnType<typeof groups>['createGroups']>) =>
    codesOf(held(await answer, sdk.UserGroups.ActionWrapper).getUserGroups());

  test('groups are made, read with their members, changed and deleted', async () => {
    const root = (await roleNamed('CEO')).getId();
    const made = await writtenGroups(
      groups().createGroups(
        groupsBody({
          name: 'Night shift',
          members: [
            ['users', ada()],
            ['roles', root],
          ],
        }),
      ),
    );
    expect(made).toEqual(['SUCCESS']);
    const list = held(await groups().getGroups(), sdk.UserGroups.ResponseWrapper);
    const [listed] = list.getUserGroups();
    if (listed === undefined) throw new Error('no group');
    expect([listed.getName(), list.getInfo().getCount()]).toEqual(['Night shift', 1]);
    const id = listed.getId();
    const own = held(await users().getAssociatedGroups(ada()), sdk.Users.AssociatedGroupsWrapper);
    expect(own.getUserGroups().map((group) => group.getName())).toEqual(['Night shift']);
    const changed = [
      await writtenGroups(groups().updateGroup(id, groupsBody({ name: 'Late shift' }))),
      await writtenGroups(groups().updateGroups(groupsBody({ id, members: [['roles', root]] }))),
    ];
    expect(changed).toEqual([['SUCCESS'], ['SUCCESS']]);
    const [read] = held(await groups().getGroup(id), sdk.UserGroups.ResponseWrapper).getUserGroups();
    const members = read
      ?.getSources()
      .map((member) => [member.getType().getValue(), member.getSource().getName(), member.getSubordinates()]);
    expect([read?.getName(), members]).toEqual(['Late shift', [['roles', 'CEO', true]]]);
    expect(await writtenGroups(groups().deleteGroup(id))).toEqual(['SUCCESS']);
    expect((await groups().getGroups()).getStatusCode()).toBe(204);
  });
});
