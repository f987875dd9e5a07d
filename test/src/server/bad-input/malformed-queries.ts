import type { z } from 'zod';
import { jsonSchemaOf } from './json-schema.ts';
import { validInput } from './valid-input.ts';

/** A query that the contract does not take. */
export interface MalformedQuery {
  readonly what: string;
  /** Which parameter the answer has to name. */
  readonly name: string;
  readonly query: string;
}

/** What is tried for each parameter; of these count the ones that the contract refuses. NUL it refuses always. */
const TRIED = ['', '-1', '0', '1.5', '1e9', 'nonsense', '[]', '{}', 'true', ',', 'x'.repeat(7000)];

/** Every way in which this file knows to spoil a query, one parameter at a time. */
export function malformedQueries(schema: z.ZodType): MalformedQuery[] {
  const { properties = {}, required = [] } = jsonSchemaOf(schema);
  const input = Object(validInput(schema));
  const valid = Object.fromEntries(required.map((name) => [name, String(Reflect.get(input, name))]));
  const queryOf = (change: Readonly<Record<string, string>>) =>
    String(new URLSearchParams({ ...valid, ...change }));
  const without = (name: string) =>
    String(new URLSearchParams(Object.entries(valid).filter(([other]) => other !== name)));

  return [
    { what: 'a stranger', name: 'surprise', query: queryOf({ surprise: '1' }) },
    { what: 'a stranger with a meaning', name: 'constructor', query: queryOf({ constructor: '1' }) },
    ...required.map((name) => ({ what: `${name} missing`, name, query: without(name) })),
    ...Object.keys(properties).flatMap((name) => [
      { what: `${name} with NUL`, name, query: queryOf({ [name]: 'a\u0000b' }) },
      { what: `${name} twice`, name, query: `${without(name)}&${name}=1&${name}=2` },
      ...TRIED.filter((value) => !schema.safeParse({ ...valid, [name]: value }).success).map((value) => ({
        what: `${name}=${value.slice(0, 20)}`,
        name,
        query: queryOf({ [name]: value }),
      })),
    ]),
  ];
}
