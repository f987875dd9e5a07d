import { expect, test } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

test.each([
  ['plan.pdf', 'attachment; filename="plan.pdf"'],
  ['a b (1).txt', 'attachment; filename="a b (1).txt"'],
  ['it\'s "x"\\.txt', `attachment; filename="it_s _x__.txt"; filename*=UTF-8''it%27s%20%22x%22%5C.txt`],
  ['100%.txt', `attachment; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
  ['計画.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E8%A8%88%E7%94%BB.pdf`],
  [
    'a\r\nSet-Cookie: x',
    `attachment; filename="a__Set-Cookie_ x"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x`,
  ],
  ['\ud800', `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
])('%j', (name, header) => {
  expect(contentDisposition(name)).toBe(header);
});
