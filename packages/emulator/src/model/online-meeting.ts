import type { EventFields, ItemBody } from './rows.ts';

/** Where a Teams meeting is joined; the same in every attendee's copy. */
export const joinUrlOf = (iCalUId: string): string =>
  `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(iCalUId.slice(-32))}`;

/**
 * An event whose body keeps the joining text of its Teams meeting. Without the text the meeting is online no more:
 * https://learn.microsoft.com/graph/api/event-update
 */
export function withJoiningText<F extends Partial<EventFields>>(
  fields: F,
  before: Pick<EventFields, 'isOnlineMeeting' | 'body'>,
  iCalUId: string,
  written: Partial<EventFields>,
): F {
  const body = fields.body ?? before.body;
  if (body.content.includes(joinUrlOf(iCalUId))) return fields;
  if (written.isOnlineMeeting === true)
    return { ...fields, body: { contentType: 'html', content: htmlOf(body) + joiningText(iCalUId) } };
  if (!before.isOnlineMeeting || written.body === undefined) return fields;
  return { ...fields, isOnlineMeeting: false, onlineMeetingProvider: 'unknown' };
}

const htmlOf = ({ contentType, content }: ItemBody): string =>
  contentType === 'html' ? content : content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const LINE = `<div style="margin-bottom:24px; overflow:hidden; white-space:nowrap">${'_'.repeat(80)}</div>`;

const joiningText = (iCalUId: string): string =>
  [
    '<br><div class="me-email-text" lang="en-US" style="max-width:520px">',
    LINE,
    '<div><span>Microsoft Teams</span> <a href="https://aka.ms/JoinTeamsMeeting?omkt=en-US">Need help?</a></div>',
    `<div><a class="me-email-headline" href="${joinUrlOf(iCalUId)}">Join the meeting now</a></div>`,
    LINE,
    '</div>',
  ].join('\r\n');
