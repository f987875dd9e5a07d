import { describe, expect, it } from 'vitest';
import { relativePath } from './address.ts';

const cloud = 'https://graph.microsoft.com';

describe('the address of a request', () => {
  it.each([
    ['/me/events?$top=1', '/me/events?$top=1'],
    [
      'https://graph.microsoft.com/v1.0/me/events/delta?$skiptoken=aB-_%3D',
      '/me/events/delta?$skiptoken=aB-_%3D',
    ],
    ['https://graph.microsoft.com:443/v1.0/me/events', '/me/events'],
    ['https://GRAPH.microsoft.com/v1.0/me/events', '/me/events'],
    ['/me/events?next=https://elsewhere.example', '/me/events?next=https:%2F%2Felsewhere.example'],
  ])('%s is %s below v1.0', (path, expected) => {
    expect(relativePath(path, cloud)).toBe(expected);
  });

  it.each([
    'https://evil.example/v1.0/me/events',
    'https://graph.microsoft.com.evil.example/v1.0/me/events',
    'https://graph.microsoft.com@evil.example/v1.0/me/events',
    'https://user:word@graph.microsoft.com/v1.0/me/events',
    'http://graph.microsoft.com/v1.0/me/events',
    'https://graph.microsoft.com:8443/v1.0/me/events',
    'https://graph.microsoft.com/beta/me/events',
    'https://graph.microsoft.com/v1.0/../beta/me/events',
    '/../beta/me/events',
    '/../../evil',
    'me/events',
    '',
    'javascript:alert(1)',
  ])('%s is refused', (path) => {
    expect(relativePath(path, cloud)).toBeNull();
  });

  it('may be that of a local emulator', () => {
    const local = 'http://127.0.0.1:4010';
    expect(relativePath('http://127.0.0.1:4010/v1.0/me', local)).toBe('/me');
    expect(relativePath('http://127.0.0.1:4011/v1.0/me', local)).toBeNull();
  });
});
