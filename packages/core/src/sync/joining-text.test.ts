import { describe, expect, test } from 'vitest';
import { htmlToText } from './html-text.ts';
import { bodyWithText } from './joining-text.ts';

const LINK = 'https://teams.microsoft.com/l/meetup-join/19%3ameeting';
const LINE = '_'.repeat(80);
const NEW_STYLE =
  `<br><div class="me-email-text" lang="en-US"><div style="margin-bottom:24px">${LINE}</div>` +
  `<div><a href="${LINK}">Join the meeting now</a></div><div>${LINE}</div></div>`;
const OLD_STYLE =
  `<br><div style="width:100%"><span style="opacity:.36">${LINE}</span></div>` +
  `<div><a href="${LINK}">Click here to join the meeting</a></div><div><span>${LINE}</span></div>`;
const withoutGaps = (text: string) => text.replaceAll(/\n+/g, '\n');
const page = (inner: string) => `<html><head></head><body>\r\n${inner}\r\n</body></html>`;

describe.each([
  ['of today', NEW_STYLE],
  ['of before', OLD_STYLE],
])('the joining text %s', (_, joining) => {
  const html = page(`<div>Agenda</div>${joining}`);
  const read = htmlToText(html);

  test('stays when the description changes, and is there once', () => {
    const body = bodyWithText(read.replace('Agenda', 'Agenda & minutes'), html);
    expect(body).toContain(joining);
    expect(withoutGaps(htmlToText(body ?? ''))).toBe(withoutGaps(read.replace('Agenda', 'Agenda & minutes')));
  });

  test('stays when the CRM has cleared the description, or has it without or with altered joining text', () => {
    expect(bodyWithText('', html)).toBe(`${joining}\r\n`);
    expect(bodyWithText('Minutes', html)).toBe(`Minutes${joining}\r\n`);
    const altered = read.replace(/Join|join/, 'Please join').replace('Agenda', 'Minutes');
    expect(bodyWithText(altered, html)).toBe(`Minutes${joining}\r\n`);
  });

  test('alone is no body of its own making', () => {
    const body = bodyWithText('Agenda', page(joining));
    expect(withoutGaps(htmlToText(body ?? ''))).toBe(withoutGaps(read));
  });
});

test('a body without a link to join by is replaced as a whole, lines of underscores included', () => {
  expect(bodyWithText('New', page(`Old ${LINE}`))).toBe('New');
});

test('what belongs to a link cannot always be told: then nothing is written', () => {
  expect(bodyWithText('New', page(`Come to <a href="${LINK}">this</a>`))).toBeNull();
});
