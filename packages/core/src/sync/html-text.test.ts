import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyText, htmlToText, plainText, textToHtml } from './html-text.ts';

test.each([
  ['<html><head><style>p{}</style></head><body><p>One</p>\r\n<p>Two</p></body></html>', 'One\nTwo'],
  ['<div>One</div><div><br></div><div>Two</div>', 'One\n\nTwo'],
  ['One<br>Two<br/>Three', 'One\nTwo\nThree'],
  ['<p class="MsoNormal">One <b>bold</b>\n word</p><p>&nbsp;</p><p>Two</p>', 'One bold word\n\nTwo'],
  ['a &lt;b&gt; &amp;amp; &#252;&#xFC;&uuml; &unknown;', 'a <b> &amp; üüü &unknown;'],
  ['<ul><li>One</li><li>Two</li></ul>', 'One\nTwo'],
  ['<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>', 'A B\nC'],
  [
    '<a href="https://teams.example.com/j?a=1&amp;b=2">Join now</a>',
    'Join now <https://teams.example.com/j?a=1&b=2>',
  ],
  ['<a href="https://x.org/">https://x.org/</a>', 'https://x.org/'],
  ['<!-- hidden --><script>alert(1)</script>shown', 'shown'],
  ['2 < 3', '2 < 3'],
])('%j reads %j', (html, text) => {
  expect(htmlToText(html)).toBe(text);
});

test('text survives the way through HTML', () => {
  const words = fc.array(fc.constantFrom('a', 'ä', ' ', '  ', '\n', '<b>', '&amp;', '&', '\t', '\u00a0'));
  fc.assert(
    fc.property(words, (parts) => {
      const text = plainText(parts.join(''));
      expect(htmlToText(textToHtml(text))).toBe(text);
    }),
  );
});

test('reading is total and stable', () => {
  fc.assert(
    fc.property(fc.string(), (html) => {
      const text = htmlToText(html);
      expect(plainText(text)).toBe(text);
    }),
  );
});

test('an empty body is no description', () => {
  expect(bodyText({ contentType: 'html', content: '\r\n' })).toBeNull();
  expect(bodyText(null)).toBeNull();
});
