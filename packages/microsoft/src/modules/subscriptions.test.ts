import { expect, test } from 'vitest';
import { MAILBOX_MODULES } from './mailbox-modules.ts';
import { parseSubscription, renewSubscription, subscribe } from './subscriptions.ts';

/** https://learn.microsoft.com/graph/api/subscription-post-subscriptions */
const DOCUMENTED = {
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity',
  id: '7f105c7d-2dc5-4530-97cd-4e7ae6534c07',
  resource: 'me/events',
  applicationId: '24d3b144-21ae-4080-943f-7067b395b913',
  changeType: 'created,updated,deleted',
  clientState: 'secretClientValue',
  notificationUrl: 'https://webhook.azurewebsites.net/api/send/myNotifyClient',
  expirationDateTime: '2016-11-20T18:23:45.9356913Z',
  creatorId: '8ee44408-0679-472c-bc2a-692812af3437',
};

test('an answer is read as Graph documents it', () => {
  expect(parseSubscription(DOCUMENTED)).toEqual({
    id: DOCUMENTED.id,
    address: DOCUMENTED.notificationUrl,
    expiresAt: new Date('2016-11-20T18:23:45.935Z'),
  });
});

test.each([null, 'text', {}, { ...DOCUMENTED, id: '' }, { ...DOCUMENTED, expirationDateTime: 'soon' }])(
  'what is no subscription is not taken for one: %j',
  (body) => {
    expect(parseSubscription(body)).toBeNull();
  },
);

test('a subscription asks for every change, for its life cycle, and with the secret', () => {
  const expiresAt = new Date('2026-03-03T12:00:00Z');
  const address = 'https://crm.example/hooks/graph/1/2';
  expect(subscribe({ resource: '/me/events', address, secret: 'secret', expiresAt })).toEqual({
    method: 'POST',
    path: '/subscriptions',
    body: {
      changeType: 'created,updated,deleted',
      notificationUrl: address,
      lifecycleNotificationUrl: address,
      resource: '/me/events',
      expirationDateTime: '2026-03-03T12:00:00.000Z',
      clientState: 'secret',
    },
  });
  expect(renewSubscription('a/b', expiresAt).path).toBe('/subscriptions/a%2Fb');
});

test('what is watched is the folder or list, and of calendars the whole mailbox', () => {
  const { meetings, contacts, tasks } = MAILBOX_MODULES;
  expect(meetings.watching.resource('AQ=')).toBe('/me/events');
  expect(contacts.watching.resource('contacts')).toBe('/me/contacts');
  expect(contacts.watching.resource('AQ=')).toBe('/me/contactFolders/AQ%3D/contacts');
  expect(tasks.watching.resource('AQ=')).toBe('/me/todo/lists/AQ%3D/tasks');
});
