import { expect, test } from 'vitest';
import { describeProblems, readConfiguration } from './configuration.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const CLIENT_ID = '11111111-2222-3333-4444-555555555555';

const problems = (environment: Record<string, string>) => {
  const result = readConfiguration(environment);
  return result.ok ? '' : describeProblems(result.problems);
};

test('an empty environment is the embedded default with the emulator', () => {
  expect(readConfiguration({})).toEqual({
    ok: true,
    configuration: {
      port: 4000,
      emulatorPort: 4100,
      emulatorAutoConsent: false,
      dataDir: '.data',
      databaseUrl: null,
      redisUrl: null,
      publicUrl: 'http://localhost:4000',
      microsoft: null,
      keys: null,
      administratorEmail: null,
      logLevel: 'info',
    },
  });
});

test('a variable that is set to nothing counts as not set', () => {
  expect(readConfiguration({ PORT: ' ', DATABASE_URL: '' })).toEqual(readConfiguration({}));
});

test('the public address follows the port, and loses its trailing slash', () => {
  expect(readConfiguration({ PORT: '5001' })).toMatchObject({
    configuration: { publicUrl: 'http://localhost:5001' },
  });
  expect(readConfiguration({ PUBLIC_URL: 'https://crm.example/' })).toMatchObject({
    configuration: { publicUrl: 'https://crm.example' },
  });
});

test('keys keep their order, since the first one seals', () => {
  const result = readConfiguration({ SYNCGRANT_KEYS: `new:${key(2)}, old:${key(1)}` });
  expect(result.ok && result.configuration.keys?.map(({ id, secret }) => [id, secret[0]])).toEqual([
    ['new', 2],
    ['old', 1],
  ]);
});

test('a secret or a certificate makes a registration', () => {
  const secret = readConfiguration({ MICROSOFT_CLIENT_ID: CLIENT_ID, MICROSOFT_CLIENT_SECRET: 's' });
  expect(secret).toMatchObject({
    configuration: { microsoft: { tenant: 'organizations', credential: { kind: 'secret', secret: 's' } } },
  });
  const certificate = readConfiguration({
    MICROSOFT_CLIENT_ID: CLIENT_ID,
    MICROSOFT_TENANT: CLIENT_ID,
    MICROSOFT_CERTIFICATE_KEY: '-----BEGIN PRIVATE KEY-----',
    MICROSOFT_CERTIFICATE_THUMBPRINT: 'ab'.repeat(32),
  });
  expect(certificate).toMatchObject({
    configuration: { microsoft: { credential: { kind: 'certificate' } } },
  });
});

test.each([
  [{ PORT: '70000' }, 'PORT must be at most 65535'],
  [{ PORT: 'http' }, 'PORT must be a port number'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a URL that begins with postgres:// or postgresql://'],
  [{ REDIS_URL: 'localhost' }, 'REDIS_URL must be a URL that begins with redis:// or rediss://'],
  [{ PUBLIC_URL: 'https://crm.example/app' }, 'PUBLIC_URL must have no path'],
  [{ MICROSOFT_CLIENT_ID: 'me' }, 'MICROSOFT_CLIENT_ID must be the application (client) id, a GUID'],
  [{ MICROSOFT_CLIENT_ID: CLIENT_ID }, 'MICROSOFT_CLIENT_SECRET must be set with MICROSOFT_CLIENT_ID'],
  [{ MICROSOFT_CLIENT_SECRET: 's' }, 'MICROSOFT_CLIENT_ID must be set when a secret or certificate is'],
  [{ MICROSOFT_TENANT: 'common' }, 'MICROSOFT_TENANT must be “organizations” or a tenant id, a GUID'],
  [{ SYNCGRANT_KEYS: 'k:c2hvcnQ=' }, 'SYNCGRANT_KEYS must be a comma-separated list of id:key'],
  [{ SYNCGRANT_KEYS: `k:${key(1)},k:${key(2)}` }, 'SYNCGRANT_KEYS must name each key id once'],
])('%j is refused by name and rule', (environment, message) => {
  expect(problems(environment)).toContain(message);
});

test('no problem repeats a value, which may be a secret', () => {
  expect(problems({ SYNCGRANT_KEYS: 'k:hunter2', DATABASE_URL: 'mysql://u:hunter2@x' })).not.toContain(
    'hunter2',
  );
});

test('all problems are told at once', () => {
  expect(problems({ PORT: 'x', REDIS_URL: 'y' }).split('\n')).toHaveLength(2);
});
