import { describe, expect, it } from 'vitest';
import { SealError, createKeyRing } from './key-ring.ts';

const key = (id: string, fill: number) => ({ id, secret: new Uint8Array(32).fill(fill) });
const old = key('2025', 1);
const current = key('2026', 2);

function reasonOf(open: () => string): string {
  try {
    open();
  } catch (error) {
    if (error instanceof SealError) return error.reason;
    throw error;
  }
  return 'opened';
}

describe('a key ring', () => {
  it('opens what it sealed, whatever the text', () => {
    const ring = createKeyRing([current]);
    for (const plain of ['', 'token', 'Zoë 🔑'.repeat(1000)]) {
      expect(ring.open(ring.seal(plain, 'row'), 'row')).toBe(plain);
    }
  });

  it('never seals the same text into the same box', () => {
    const ring = createKeyRing([current]);
    expect(ring.seal('token', 'row')).not.toEqual(ring.seal('token', 'row'));
  });

  it('shows nothing of the text in the box', () => {
    const box = createKeyRing([current]).seal('a refresh token', 'row');
    expect(Buffer.from(box).includes('refresh')).toBe(false);
  });

  it('opens boxes of the former key after a rotation and seals with the new one', () => {
    const box = createKeyRing([old]).seal('token', 'row');
    const rotated = createKeyRing([current, old]);
    expect(rotated.open(box, 'row')).toBe('token');
    const resealed = rotated.seal('token', 'row');
    expect(createKeyRing([current]).open(resealed, 'row')).toBe('token');
    expect(reasonOf(() => createKeyRing([old]).open(resealed, 'row'))).toBe('unknown_key');
  });

  it('refuses a box that belongs to another row', () => {
    const ring = createKeyRing([current]);
    const box = ring.seal('token', 'organisation 1, account 1');
    expect(reasonOf(() => ring.open(box, 'organisation 1, account 2'))).toBe('not_authentic');
  });

  it('refuses a box in which any one bit was changed', () => {
    const ring = createKeyRing([current, old]);
    const box = ring.seal('token', 'row');
    for (let index = 0; index < box.length; index++) {
      const forged = Uint8Array.from(box);
      forged[index] = (forged[index] ?? 0) ^ 1;
      expect(reasonOf(() => ring.open(forged, 'row'))).not.toBe('opened');
    }
  });

  it('refuses a box that was cut short at any place', () => {
    const ring = createKeyRing([current]);
    const box = ring.seal('token', 'row');
    for (let length = 0; length < box.length; length++) {
      expect(reasonOf(() => ring.open(box.subarray(0, length), 'row'))).not.toBe('opened');
    }
  });

  it('does not come into being with a short key, a doubled key or no key', () => {
    expect(() => createKeyRing([])).toThrow('needs a key');
    expect(() => createKeyRing([{ id: 'short', secret: new Uint8Array(16) }])).toThrow('32 bytes');
    expect(() => createKeyRing([current, key('2026', 3)])).toThrow('twice');
  });
});
