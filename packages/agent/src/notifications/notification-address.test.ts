import { expect, test } from 'vitest';
import { notificationOrigin } from './notification-address.ts';

test.each([
  ['https://crm.example', 'https://graph.microsoft.com', 'https://crm.example'],
  ['http://localhost:4000', 'https://graph.microsoft.com', undefined],
  ['http://crm.example', 'https://graph.microsoft.us', undefined],
  ['http://localhost:4000', 'http://localhost:4100', 'http://localhost:4000'],
])('of %s, Graph at %s is told %s', (publicUrl, graphOrigin, expected) => {
  expect(notificationOrigin(publicUrl, graphOrigin)).toBe(expected);
});
