import { deleteUser } from '@syncgrant/contracts';
import { removeUser } from '../administration/user-deletion.ts';
import { Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const deleteUserRoute = defineRoute(deleteUser, async ({ params, query, caller }, server) => {
  const { transfer_to_id: id } = query;
  const heir = id === undefined ? null : { id, unknown: unknownId({ param_name: 'transfer_to_id' }) };
  const done = await removeUser(server, caller, params.id, heir);
  return done instanceof Refusal ? done : { users: [done] };
});
