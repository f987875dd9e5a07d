import { z } from 'zod';
import { parseBody } from './body.ts';
import { type Answer, type Call, contextOf, ok } from './call.ts';
import { select } from './collection.ts';
import {
  CONTACTS_READ,
  MAILBOX_SETTINGS,
  type Route,
  USER_READ,
  CALENDAR_READ,
  TASKS_READ,
} from './routes.ts';

export const ME_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/me', permission: USER_READ, mailbox: false, handler: getMe },
  { method: 'GET', path: '/me/mailboxSettings', permission: MAILBOX_SETTINGS, handler: mailboxSettings },
  {
    method: 'GET',
    path: '/me/mailboxSettings/timeZone',
    permission: MAILBOX_SETTINGS,
    handler: (call: Call) =>
      ok({ '@odata.context': contextOf(call, 'mailboxSettings/timeZone'), value: call.user.timeZone }),
  },
  {
    method: 'POST',
    path: '/me/translateExchangeIds',
    permission: [...USER_READ, ...CALENDAR_READ, ...CONTACTS_READ, ...TASKS_READ],
    handler: translateIds,
  },
];

function getMe(call: Call): Answer {
  const { user } = call;
  const me = {
    businessPhones: [],
    displayName: user.displayName,
    givenName: user.givenName,
    jobTitle: null,
    mail: user.mailbox ? user.upn : null,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: user.surname,
    userPrincipalName: user.upn,
    id: user.id,
  };
  return ok({ '@odata.context': contextOf(call, 'users/$entity'), ...select(me, call.url.searchParams) });
}

function mailboxSettings(call: Call): Answer {
  return ok({ '@odata.context': contextOf(call, 'mailboxSettings'), timeZone: call.user.timeZone });
}

const translateBody = z.object({ inputIds: z.array(z.string()).max(1000) });

/** All ids here are immutable ones, so each translates to itself. */
function translateIds(call: Call): Answer {
  const { inputIds } = parseBody(translateBody, call.body);
  return ok({ value: inputIds.map((id) => ({ sourceId: id, targetId: id })) });
}
