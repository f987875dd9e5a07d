import { expect, test } from 'vitest';
import { createCall } from '../api/call.ts';
import { removeUser, type Transferred } from './use-user-deletion.ts';

/** A server that moves 500 records with each request. */
function serverWith(records: number) {
  const addresses: string[] = [];
  let left = records;
  const call = createCall({
    csrfToken: () => 'token',
    fetch: (address) => {
      if (typeof address !== 'string') throw new TypeError('addresses are text');
      addresses.push(address);
      const transferred = address.includes('transfer_to_id') ? Math.min(500, left) : 0;
      left -= transferred;
      const details = { id: '7', transferred, more_records: transferred > 0 && left > 0, records_left: left };
      return Promise.resolve(
        Response.json({ users: [{ code: 'SUCCESS', details, message: 'User deleted', status: 'success' }] }),
      );
    },
  });
  return { call, addresses };
}

test('records are moved step by step until none is left', async () => {
  const { call, addresses } = serverWith(1200);
  const steps: Transferred[] = [];
  const done = await removeUser(call, { id: '7', heirId: '9' }, (step) => steps.push(step));
  expect(done).toEqual({ moved: 1200, left: 0 });
  expect(steps.map(({ moved }) => moved)).toEqual([500, 1000, 1200]);
  expect(new Set(addresses)).toEqual(new Set(['/crm/v8/users/7?transfer_to_id=9']));
});

test('without an heir the user goes with one request, and the records stay', async () => {
  const { call, addresses } = serverWith(1200);
  expect(await removeUser(call, { id: '7', heirId: null }, () => undefined)).toEqual({
    moved: 0,
    left: 1200,
  });
  expect(addresses).toEqual(['/crm/v8/users/7']);
});
