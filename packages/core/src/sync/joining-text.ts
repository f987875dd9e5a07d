import { htmlToText, plainText, textToHtml } from './html-text.ts';

/** Where Teams meetings are joined. */
const JOIN_LINK = /https:\/\/(?:[\w-]+\.)*teams\.(?:microsoft|live)\.(?:com|us)\//i;
/** Teams marks its text by a class, and rules it off by lines of underscores. */
const MARK = /<[a-z][^>]*\bclass\s*=\s*["'][^"']*\bme-email-text\b|_{20,}/i;
const RULE = /^_{20,}$/;

/** The part of a body that tells how a Teams meeting is joined; `null` when there is none, or its beginning can't be told. */
function joiningPart(html: string): string | null {
  const mark = MARK.exec(html);
  if (mark === null) return null;
  const before = html.slice(0, mark.index);
  // What opens right before the mark belongs to it.
  const from = before.length - (/(?:<[a-z][^>]*>\s*)*$/i.exec(before)?.[0].length ?? 0);
  const bodyTag = /<body\b[^>]*>/gi;
  let begin = from;
  for (const tag of html.slice(from, mark.index).matchAll(bodyTag)) begin = from + tag.index + tag[0].length;
  const part = html.slice(begin).replace(/<\/body\s*>[\s\S]*$/i, '');
  return JOIN_LINK.test(part) ? part : null;
}

/** The text as a person wrote it, without the joining text that was read along with it. */
function ownText(text: string, joining: string): string {
  const whole = plainText(text);
  if (whole.includes(joining)) return whole.replace(joining, () => '');
  const lines = whole.split('\n');
  const [first, last] = [
    lines.findIndex((line) => RULE.test(line)),
    lines.findLastIndex((line) => RULE.test(line)),
  ];
  return first < 0 ? whole : [...lines.slice(0, first), ...lines.slice(last + 1)].join('\n');
}

/**
 * The body that holds a new description and still tells how to join the meeting: without its joining text a Teams meeting
 * is online no more (https://learn.microsoft.com/graph/api/event-update). `null` when the body has a link to join by, and
 * what belongs to it can't be told.
 */
export function bodyWithText(text: string, html: string): string | null {
  const part = joiningPart(html);
  if (part !== null) return textToHtml(ownText(text, htmlToText(part))) + part;
  return JOIN_LINK.test(html) ? null : textToHtml(text);
}
