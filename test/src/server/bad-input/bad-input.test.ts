import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENDPOINTS } from '@syncgrant/contracts';
import { DATABASE_KINDS, type TestDatabase } from '../../support/databases.ts';
import type { Answer, Browser } from '../browser.ts';
import { openSite, type Site } from '../site.ts';
import { addressOf, withQuery } from './address.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { malformedBodies, type Malformed } from './malformed.ts';
import { malformedQueries } from './malformed-queries.ts';
import { tableDigest } from './table-digest.ts';
import { validInput } from './valid-input.ts';

const [{ open }] = DATABASE_KINDS as [(typeof DATABASE_KINDS)[number]];

/** Forms have tests of their own. */
const WITH_BODY = ENDPOINTS.filter(({ method, form }) => method !== 'GET' && form === undefined);

describe('bad input', () => {
  let database: TestDatabase;
  let site: Site;
  let grace: Browser;
  let before: Readonly<Record<string, string>>;

  beforeAll(async () => {
    database = await open();
    site = await openSite(database.database);
    grace = await site.signedIn(site.people.grace);
    await grace.post('/crm/v8/Contacts', { data: [{ Last_Name: 'Kowalski' }] });
    before = await tableDigest(site.db);
  });

  afterAll(async () => {
    await site.close();
    await database.close();
  });

  const unchanged = async () => expect(await tableDigest(site.db)).toEqual(before);

  test.each(WITH_BODY.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s names what is wrong with a body, and changes nothing',
    async (_, endpoint) => {
      const schema = jsonSchemaOf(endpoint.body);
      const cases = malformedBodies(schema, validInput(endpoint.body));
      expect(cases.length).toBeGreaterThan(8);
      const failures: string[] = [];
      for (const malformed of cases) {
        const answer = await grace.send(endpoint.method, withQuery(endpoint), {
          body: malformed.text,
          headers: { 'content-type': 'application/json' },
        });
        failures.push(...complaints(malformed, answer));
      }
      expect(failures).toEqual([]);
      await unchanged();
    },
  );

  test.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s names what is wrong with a query, and changes nothing',
    async (_, endpoint) => {
      const failures: string[] = [];
      for (const { what, name, query } of malformedQueries(endpoint.query)) {
        const answer = await grace.send(endpoint.method, `${addressOf(endpoint)}?${query}`, {
          ...(WITH_BODY.includes(endpoint) && { json: validInput(endpoint.body) }),
        });
        const { status, body, text } = answer;
        const named = body?.details?.param_name === name && typeof body.message === 'string';
        if (status !== 400 || !named) failures.push(`${what}: ${status} ${text.slice(0, 300)}`);
      }
      expect(failures).toEqual([]);
      await unchanged();
    },
  );

  test.each(
    ENDPOINTS.filter(({ path }) => path.includes(':')).map((endpoint) => [endpoint.id, endpoint] as const),
  )('%s refuses an address with nonsense in it, and changes nothing', async (_, endpoint) => {
    const failures: string[] = [];
    for (const [name] of endpoint.path.matchAll(/(?<=:)\w+/g)) {
      for (const nonsense of ['no such thing', '-1', '1e3', '%00', '..%2F', '9'.repeat(40), '__proto__']) {
        const address = addressOf(endpoint, {
          [name]: nonsense.includes('%') ? nonsense : encodeURI(nonsense),
        });
        const { status, body, text } = await grace.send(endpoint.method, address, {
          ...(WITH_BODY.includes(endpoint) && { json: validInput(endpoint.body) }),
        });
        const named = body?.details?.param_name === name && body?.details?.resource_path_index !== undefined;
        if (status !== 400 || !named) failures.push(`${address}: ${status} ${text.slice(0, 300)}`);
      }
    }
    expect(failures).toEqual([]);
    await unchanged();
  });
});

/** What an answer to a malformed body lacks. */
function complaints({ what, path }: Malformed, { status, body, text }: Answer): string[] {
  const said = `${what}: ${status} ${text.slice(0, 300)}`;
  if (status !== 400 && status !== 413) return [said];
  const error = errorIn(body);
  if (error?.status !== 'error' || typeof error.message !== 'string' || typeof error.code !== 'string')
    return [said];
  if (path === undefined) return error.details?.expected_data_type === 'jsonobject' ? [] : [said];
  const expected = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return error.details?.json_path === `$${expected}` ? [] : [`$${expected} expected, ${said}`];
}

/** The error itself, whether it is the answer or stands in the list of the body's key. */
function errorIn(body: Answer['body']): Answer['body'] {
  const [first] = Object.values<unknown>(body ?? {});
  return Array.isArray(first) ? first[0] : body;
}
