import { expect, test } from 'vitest';
import { createReturnAddress } from './return-address.ts';

function keptIn(kept: Map<string, string>, now: () => number) {
  return createReturnAddress(
    {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    now,
  );
}

test('the address is remembered for a quarter of an hour, or until it is forgotten', () => {
  let now = 0;
  const address = keptIn(new Map(), () => now);
  expect(address.read()).toBeNull();
  address.remember('/oauth/v2/auth?state=a b&scope=x');
  now = 15 * 60_000 - 1;
  expect(address.read()).toBe('/oauth/v2/auth?state=a b&scope=x');
  now++;
  expect(address.read()).toBeNull();
  address.remember('/setup/users');
  address.forget();
  expect(address.read()).toBeNull();
});

test('what is no path of ours is not followed', () => {
  const kept = new Map<string, string>();
  const address = keptIn(kept, () => 0);
  address.remember('https://evil.example/');
  expect(address.read()).toBeNull();
  kept.set('syncgrant-return', 'nonsense');
  expect(address.read()).toBeNull();
});
