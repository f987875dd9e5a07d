import { expect, test } from 'vitest';
import { outcomeOf } from './bulk-outcome.ts';

const done = { status: 'success', message: 'record updated' } as const;
const refused = { status: 'error', message: 'Status must be one of Open, Closed.' } as const;
const records = [
  { id: '1', Subject: 'First' },
  { id: '2', Subject: 'Second' },
  { id: '3', Subject: null },
];

test('every record that was refused is told by its name, with the server’s reason', () => {
  expect(outcomeOf('Tasks', records, [done, refused, done])).toEqual({
    done: 2,
    failed: [{ id: '2', title: 'Second', reason: refused.message }],
  });
});

test('a record without a name and one without an answer are told too', () => {
  const { done: count, failed } = outcomeOf('Tasks', records, [done, done]);
  expect(count).toBe(2);
  expect(failed).toHaveLength(1);
  expect(failed[0]).toMatchObject({ id: '3' });
  expect(failed[0]?.title).not.toBe('');
  expect(failed[0]?.reason).not.toBe('');
});
