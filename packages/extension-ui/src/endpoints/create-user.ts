import { planUserCreation } from '@syncgrant/core';
import { createUser } from '@syncgrant/contracts';
import { inviteUser } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { wrongItem } from '../administration/setting-items.ts';
import { findProfile, findRole, UNKNOWN_PROFILE, UNKNOWN_ROLE } from '../administration/user-access.ts';
import { itemDone, Refusal, Reply, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const createUserRoute = defineRoute(createUser, async ({ body, caller }, server) => {
  const [asked] = body.users;
  if (asked === undefined) return unknownId({});
  const wrong = (code: string, field: string, message: string) => ({
    refused: wrongItem({ wrapper: 'users', index: 0 }, code, field, message),
  });
  const change = { action: 'user.create', subject: `user ${asked.email}` };
  const done = await administer<string>(server, caller, change, async (tenant, actor, now) => {
    const profile = await findProfile(tenant, asked.profile.id);
    if (profile === null) return wrong('INVALID_DATA', 'profile', UNKNOWN_PROFILE);
    const role = await findRole(tenant, asked.role?.id ?? null);
    if (role === null) return wrong('INVALID_DATA', 'role', UNKNOWN_ROLE);
    const plan = planUserCreation(actor, profile, role.id);
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'users') };
    const invited = {
      email: asked.email,
      firstName: asked.first_name ?? null,
      lastName: asked.last_name,
      profileId: profile.id,
      roleId: role.id,
      timeZone: asked.time_zone,
    };
    const id = await inviteUser(tenant, invited, now);
    if (id === null) {
      return wrong('DUPLICATE_DATA', 'email', `${asked.email} is a user of the organisation already.`);
    }
    const after = { email: asked.email, profile: profile.name, role: role.name };
    return { before: null, after, result: id };
  });
  return done instanceof Refusal ? done : new Reply(201, { users: [itemDone(done.result, 'User added')] });
});
