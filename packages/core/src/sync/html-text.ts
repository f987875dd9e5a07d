/**
 * HTML to plain text and back, for the bodies of events and tasks. Bodies are only ever compared as text, so what
 * matters is that equal text stays equal through Exchange's rewriting, and that nothing a person wrote is dropped.
 * A library would bring a parser and five more packages into a core that also runs in the browser; only the text
 * is wanted here, never the markup.
 */

/** Names of the characters 160 to 255, in order: what HTML has beyond the five of XML is mostly these. */
const LATIN_1 = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml'
).split(' ');

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.map((name, index): [string, string] => [name, String.fromCodePoint(160 + index)]),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", euro: '€', ndash: '–', mdash: '—' }),
  ...Object.entries({ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', hellip: '…', trade: '™' }),
]);

const decode = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,9}));/g,
    (whole, dec, hex, name) => {
      if (typeof name === 'string') return ENTITIES.get(name) ?? whole;
      const code = typeof dec === 'string' ? Number(dec) : Number.parseInt(String(hex), 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** Elements whose beginning and end each end a line. */
const BLOCK =
  /^(address|article|blockquote|div|dl|dd|dt|footer|form|h[1-6]|header|hr|li|ol|p|pre|section|table|tr|ul)$/;

/** Text as it is compared: one kind of line end and of space, nothing trailing, no empty ends. */
export const plainText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\t\u00a0]/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/ +$/gm, '')
    .replace(/^\n+|\n+$/g, '');

/** The text of an HTML body. A link whose text is not its address keeps it behind: `Join <https://...>`. */
export function htmlToText(html: string): string {
  const body = html
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<(head|style|script|title)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi, '');
  let line = '';
  const lines: string[] = [];
  const links: { href: string; from: number; lines: number }[] = [];
  const endLine = (): void => {
    lines.push(line);
    line = '';
  };
  for (const token of body.match(/<\/?[A-Za-z][^>]*>|[^<]+|</g) ?? []) {
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9]*)/.exec(token);
    if (tag === null) {
      const text = token.replace(/[ \t\r\n\f]+/g, ' ');
      line += decode(line === '' || line.endsWith(' ') ? text.replace(/^ /, '') : text);
      continue;
    }
    const name = (tag[2] ?? '').toLowerCase();
    if (name === 'br') endLine();
    else if (BLOCK.test(name)) {
      if (line !== '' && line !== ' ') endLine();
    } else if ((name === 'td' || name === 'th') && tag[1] === '/') line += ' ';
    else if (name === 'a' && tag[1] === '') {
      const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(token);
      links.push({ href: decode(href?.[1] ?? href?.[2] ?? ''), from: line.length, lines: lines.length });
    } else if (name === 'a') {
      const link = links.pop();
      const shown = link?.lines === lines.length ? line.slice(link.from).trim() : '';
      if (
        link !== undefined &&
        /^(https?|mailto|tel):/i.test(link.href) &&
        !link.href.includes(shown || '\n')
      ) {
        line += ` <${link.href}>`;
      }
    }
  }
  endLine();
  return plainText(lines.join('\n'));
}

/** The HTML that reads back as the same text. */
export const textToHtml = (text: string): string =>
  plainText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^ | (?= )/gm, '&nbsp;')
    .replace(/\n/g, '<br>');

/** The text of a body as Graph returns it, `null` when there is none. */
export const bodyText = (
  body: { contentType?: string | null; content?: string | null } | null | undefined,
): string | null => {
  const content = body?.content ?? '';
  const text = body?.contentType?.toLowerCase() === 'html' ? htmlToText(content) : plainText(content);
  return text === '' ? null : text;
};
