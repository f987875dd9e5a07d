import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageFacts } from './image.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

const PNG = '89504e470d0a1a0a 0000000d49484452 00000003 00000002 0802000000 00000000';
const GIF = '474946383961 0300 0200 000000';
const BMP = `424d 00000000 00000000 00000000 28000000 03000000 feffffff ${'00'.repeat(28)}`;
/** A segment of JFIF, a table, and then the frame. */
const JPEG = `ffd8 ffe0 0004 4a46 ffc4 0003 00 ffc2 0011 08 0002 0003 ${'00'.repeat(10)}`;

test.each([
  ['image/png', PNG],
  ['image/gif', GIF],
  ['image/bmp', BMP],
  ['image/jpeg', JPEG],
])('%s is known by its bytes, with its size', (type, hex) => {
  expect(imageFacts(bytes(hex))).toEqual({ type, width: 3, height: 2 });
});

test.each([
  ['nothing', ''],
  ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('hex')],
  ['a head that is cut off', PNG.slice(0, 30)],
  ['a JPEG without a frame', 'ffd8 ffe0 0004 4a46 ffd9'],
  ['a JPEG whose segment has no length', 'ffd8 ffe0 0000 ffe0 0000 ffe0 0000'],
  ['a picture without lines', PNG.replace('00000002', '00000000')],
])('%s is no picture', (_, hex) => {
  expect(imageFacts(bytes(hex))).toBeNull();
});

test('any bytes are answered', () => {
  const head = fc.constantFrom('', 'ffd8ff', '424d', '474946383961', '89504e470d0a1a0a');
  fc.assert(
    fc.property(head, fc.uint8Array({ maxLength: 80 }), (start, rest) => {
      const facts = imageFacts(Uint8Array.from([...bytes(start), ...rest]));
      expect(facts === null || (facts.width > 0 && facts.height > 0)).toBe(true);
    }),
  );
});
