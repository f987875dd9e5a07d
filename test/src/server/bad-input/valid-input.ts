import type { z } from 'zod';
import { alternativesOf, jsonSchemaOf, type JsonSchema } from './json-schema.ts';

/** A member of the input, by the names and numbers that lead to it. */
export type Path = readonly (string | number)[];

/** Texts that some contract takes. What fits a member is tried out. */
const TEXTS = [
  '1',
  'Name',
  'someone@example.test',
  'UTC',
  '2026-01-01',
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00+00:00',
  'ZohoCRM.modules.ALL',
  'https://program.example.test/back',
  'Last_Name',
  'Email',
  'a,b\n1,2\n',
];

/** An input that the contract takes, with every member there is. Throws where none of the texts fits. */
export function validInput(schema: z.ZodType): unknown {
  let input = sample(jsonSchemaOf(schema));
  const tried = new Map<string, number>();
  for (let repairs = 0; repairs < 500; repairs += 1) {
    const [issue] = schema.safeParse(input).error?.issues ?? [];
    if (issue === undefined) return input;
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    const key = path.join('.');
    const next = TEXTS[tried.get(key) ?? 0];
    if (next === undefined) throw new Error(`no valid value is known for ${key}: ${issue.message}`);
    tried.set(key, (tried.get(key) ?? 0) + 1);
    input = replaced(input, path, next);
  }
  throw new Error('no valid input was found');
}

function sample(given: JsonSchema): unknown {
  const [schema = given] = alternativesOf(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, member]) => [name, sample(member)]),
      );
    case 'array':
      return Array.from({ length: Math.max(1, schema.minItems ?? 1) }, () => sample(schema.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return '1';
  }
}

/** The input with another value, or without the member. */
export function replaced(input: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(input)) {
    return input.map((item, index) => (index === step ? replaced(item, rest, value) : item));
  }
  const object: object = typeof input === 'object' && input !== null ? input : {};
  const members = Object.entries(object).filter(([name]) => name !== String(step));
  if (rest.length === 0 && value === undefined) return Object.fromEntries(members);
  const current: unknown = Reflect.get(object, step);
  return Object.fromEntries([...members, [String(step), replaced(current, rest, value)]]);
}
