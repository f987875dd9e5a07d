import { z } from 'zod';
import { Refusal } from '../model/refusal.ts';
import type { Calendar } from '../model/rows.ts';
import { calendarOf } from '../model/world.ts';
import { parseBody } from './body.ts';
import { type Answer, type Call, type JsonObject, noContent } from './call.ts';
import { answerCollection, answerItem } from './collection.ts';
import { CALENDAR_READ, CALENDAR_WRITE, type Route, routes } from './routes.ts';

export const CALENDAR_ROUTES: readonly Route[] = [
  ...routes(CALENDAR_READ, {
    'GET /me/calendar': getCalendar,
    'GET /me/calendars': (call) =>
      answerCollection(
        call,
        call.world.store.in('calendar', call.user.id).map((row) => calendarJson(call, row)),
        { type: 'calendars' },
      ),
    'GET /me/calendars/:calendar': getCalendar,
  }),
  ...routes(CALENDAR_WRITE, {
    'POST /me/calendars': postCalendar,
    'PATCH /me/calendars/:calendar': patchCalendar,
    'DELETE /me/calendars/:calendar': removeCalendar,
  }),
];

const calendarBody = z.object({ name: z.string().min(1) });

function getCalendar(call: Call): Answer {
  return answerItem(
    call,
    'calendars',
    calendarJson(call, calendarOf(call.world, call.user, call.params['calendar'])),
  );
}

function postCalendar(call: Call): Answer {
  const { name } = parseBody(calendarBody, call.body);
  const { store } = call.world;
  if (store.in('calendar', call.user.id).some((row) => row.name === name)) {
    throw new Refusal(409, 'ErrorFolderExists', 'A folder with the specified name already exists.');
  }
  const row = store.put('calendar', {
    id: store.mintId('calendar'),
    mailbox: call.user.id,
    name,
    isDefault: false,
    canEdit: true,
  });
  return answerItem(call, 'calendars', calendarJson(call, row), 201);
}

function patchCalendar(call: Call): Answer {
  const row = calendarOf(call.world, call.user, call.params['calendar']);
  const stored = call.world.store.put('calendar', { ...row, ...parseBody(calendarBody, call.body) });
  return answerItem(call, 'calendars', calendarJson(call, stored));
}

function removeCalendar(call: Call): Answer {
  const row = calendarOf(call.world, call.user, call.params['calendar']);
  if (row.isDefault)
    throw new Refusal(400, 'ErrorDeleteDistinguishedFolder', 'Distinguished folders cannot be deleted.');
  for (const event of call.world.store.in('event', row.id)) call.world.store.remove('event', event.id);
  call.world.store.remove('calendar', row.id);
  return noContent;
}

function calendarJson(call: Call, row: Calendar): JsonObject {
  return {
    id: row.id,
    name: row.name,
    color: 'auto',
    hexColor: '',
    isDefaultCalendar: row.isDefault,
    changeKey: String(row.seq),
    canShare: row.canEdit,
    canViewPrivateItems: true,
    canEdit: row.canEdit,
    allowedOnlineMeetingProviders: ['teamsForBusiness'],
    defaultOnlineMeetingProvider: 'teamsForBusiness',
    isTallyingResponses: row.isDefault,
    isRemovable: !row.isDefault,
    owner: { name: call.user.displayName, address: call.user.upn },
  };
}
