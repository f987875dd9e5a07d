import { updateUser } from '@syncgrant/contracts';
import { changeUser } from '../administration/user-access.ts';
import { inAddress } from '../administration/setting-items.ts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const updateUserRoute = defineRoute(updateUser, async ({ params, body, caller }, server) => {
  const place = inAddress('users', 1);
  const [asked] = body.users;
  if (asked === undefined) return place.unknown;
  const done = await changeUser(server, caller, params.id, asked, place);
  return done instanceof Refusal ? done : { users: [done] };
});
