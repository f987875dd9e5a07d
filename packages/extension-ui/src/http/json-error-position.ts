/** A bracket, a text, or a number or word: one token of JSON after any white space. */
const TOKEN =
  // oxlint-disable-next-line no-control-regex
  /[ \t\r\n]*(?:([{}[\]:,])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-]))/y;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * Where a text stops being JSON, as an offset in characters; `JSON.parse` tells it for some mistakes only. `null` if the
 * text is JSON.
 */
export function jsonErrorPosition(text: string): number | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  const ended = (): Expected => (open.length === 0 ? 'nothing' : ', or end');
  TOKEN.lastIndex = 0;
  for (;;) {
    const start = positionAfterSpace(text, TOKEN.lastIndex);
    if (start === text.length) return expected === 'nothing' ? null : start;
    const match = TOKEN.exec(text);
    if (match === null) return start;
    const [, sign, string] = match;
    const wantsValue = expected === 'value' || expected === 'value or ]';
    const inside = open.at(-1);
    if (sign === '{' && wantsValue) {
      open.push('{');
      expected = 'key or }';
    } else if (sign === '[' && wantsValue) {
      open.push('[');
      expected = 'value or ]';
    } else if (sign === '}' && inside === '{' && (expected === 'key or }' || expected === ', or end')) {
      open.pop();
      expected = ended();
    } else if (sign === ']' && inside === '[' && (expected === 'value or ]' || expected === ', or end')) {
      open.pop();
      expected = ended();
    } else if (sign === ',' && expected === ', or end') {
      expected = inside === '{' ? 'key' : 'value';
    } else if (sign === ':' && expected === ':') {
      expected = 'value';
    } else if (string !== undefined && (expected === 'key' || expected === 'key or }')) {
      expected = ':';
    } else if (sign === undefined && wantsValue) {
      expected = ended();
    } else {
      return start;
    }
  }
}

function positionAfterSpace(text: string, from: number): number {
  let position = from;
  while (position < text.length && ' \t\r\n'.includes(text.charAt(position))) position += 1;
  return position;
}
