import { planUserCreation } from '@syncgrant/core';
import { createUser } from '@syncgrant/contracts';
import { inviteUser, readProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { itemDone, Refusal, Reply, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const createUserRoute = defineRoute(createUser, async ({ body, caller }, server) => {
  const [asked] = body.users;
  if (asked === undefined) return unknownId({});
  const wrong = (code: string, message: string, field: string) =>
    new Refusal(400, code, message, { api_name: field, json_path: `$.users[0].${field}` }, 'users');
  const change = { action: 'user.create', subject: `user ${asked.email}` };
  const done = await administer<string>(server, caller, change, async (tenant, actor, now) => {
    const entry = await readProfile(tenant, asked.profile.id);
    if (entry === null) {
      return { refused: wrong('INVALID_DATA', 'The profile given seems to be invalid.', 'profile') };
    }
    const plan = planUserCreation(actor, entry.profile, actor.roleId);
    if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'users') };
    const invited = {
      email: asked.email,
      firstName: asked.first_name ?? null,
      lastName: asked.last_name,
      profileId: entry.profile.id,
      timeZone: asked.time_zone,
    };
    const id = await inviteUser(tenant, invited, now);
    if (id === null) {
      return {
        refused: wrong('DUPLICATE_DATA', `${asked.email} is a user of the organisation already.`, 'email'),
      };
    }
    return { before: null, after: { email: asked.email, profile: entry.profile.name }, result: id };
  });
  return done instanceof Refusal ? done : new Reply(201, { users: [itemDone(done.result, 'User added')] });
});
