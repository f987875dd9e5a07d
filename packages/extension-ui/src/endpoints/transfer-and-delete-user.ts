import { transferAndDeleteUser } from '@syncgrant/contracts';
import { removeUser } from '../administration/user-deletion.ts';
import { Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

const WRAPPER = 'transfer_and_delete';

export const transferAndDeleteUserRoute = defineRoute(
  transferAndDeleteUser,
  async ({ params, body, caller }, server) => {
    const transfer = body.transfer_and_delete[0]?.transfer;
    if (transfer === undefined) return unknownId({});
    const details = { api_name: 'id', json_path: `$.${WRAPPER}[0].transfer.id` };
    const message = 'The id given seems to be invalid.';
    const heir = { id: transfer.id, unknown: new Refusal(400, 'INVALID_DATA', message, details, WRAPPER) };
    const done = await removeUser(server, caller, params.id, transfer.records ? heir : null);
    return done instanceof Refusal ? done : { transfer_and_delete: [done] };
  },
);
