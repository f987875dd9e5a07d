import { expect, test } from 'vitest';
import { graphZone, ianaZone } from './zones.ts';

test('Windows and IANA names of a zone are one zone', () => {
  expect(ianaZone('W. Europe Standard Time')).toBe('Europe/Berlin');
  expect(ianaZone('Asia/Kolkata')).toBe('Asia/Kolkata');
  expect(ianaZone('tzone://Microsoft/Utc')).toBe('UTC');
  for (const name of ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
    expect(ianaZone(graphZone(name))).toBe(name === 'Asia/Kolkata' ? 'Asia/Calcutta' : name);
  }
});

test('a zone that nobody knows is none', () => {
  for (const name of ['tzone://Microsoft/Custom', 'Customized Time Zone', '+01:00', '', null, undefined]) {
    expect(ianaZone(name)).toBeNull();
  }
});
