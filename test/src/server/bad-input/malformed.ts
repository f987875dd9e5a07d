import { alternativesOf, type JsonSchema } from './json-schema.ts';
import { replaced, type Path } from './valid-input.ts';

/** A body that no contract may take, and what the answer has to name. */
export interface Malformed {
  readonly what: string;
  readonly text: string;
  /** Of the member that is wrong; undefined where the text itself is. */
  readonly path: Path | undefined;
}

/** What is no JSON at all. */
const NO_JSON: readonly Malformed[] = [
  { what: 'cut off', text: '{"a": ', path: undefined },
  { what: 'no JSON', text: 'not json', path: undefined },
  { what: 'two values', text: '{} {}', path: undefined },
  {
    what: 'nested too deep to be meant',
    text: `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    path: Array.from({ length: 32 }, () => 0),
  },
];

/** Every way in which this file knows to spoil a valid body, one at a time. */
export function malformedBodies(schema: JsonSchema, valid: unknown): Malformed[] {
  const spoilt = [...spoilings(schema, [])].map(({ what, path, value, at = path }): Malformed => ({
    what: `${path.join('.') || 'the body'}: ${what}`,
    text: JSON.stringify(replaced(valid, at, value)).replaceAll(`"${HUGE}"`, '1e999'),
    path,
  }));
  return [...NO_JSON, ...spoilt, ...strangers(schema, valid, [])];
}

interface Spoiling {
  readonly what: string;
  /** What the answer names. */
  readonly path: Path;
  /** Where the value goes, if elsewhere. */
  readonly at?: Path;
  readonly value: unknown;
}

/** Stands for a number that JSON can write and JavaScript cannot hold. */
const HUGE = '(huge)';

function* spoilings(given: JsonSchema, path: Path): Generator<Spoiling> {
  const alternatives = alternativesOf(given);
  const [schema = given] = alternatives;
  const types = new Set(alternatives.map(({ type }) => type));
  const takesAnything = alternatives.some(
    ({ type, enum: values, const: value }) => !type && !values && value === undefined,
  );
  if (takesAnything) return;
  const wrong = (what: string, value: unknown): Spoiling => ({ what, path, value });

  if (!types.has('null')) yield wrong('null', null);
  if (!types.has('array')) yield wrong('a list', [1]);
  if (!types.has('object')) yield wrong('an object', { a: 1 });
  if (!types.has('number') && !types.has('integer')) yield wrong('a number', 17);
  if (!types.has('boolean')) yield wrong('a boolean', false);
  if (!types.has('string') || alternatives.every((option) => option.enum !== undefined)) {
    yield wrong('a text', 'no such value');
  }

  if (alternatives.length > 1) return;
  if (schema.type === 'number' || schema.type === 'integer') yield wrong('an endless number', HUGE);
  if (schema.maxLength !== undefined) yield wrong('too long', 'x'.repeat(schema.maxLength + 1));
  if ((schema.minLength ?? 0) > 0) yield wrong('empty', '');
  if (schema.type === 'string' && schema.enum === undefined && schema.const === undefined) {
    yield wrong('with NUL', 'a\u0000b');
    yield wrong('half a character', '\ud800');
  }
  if ((schema.minItems ?? 0) > 0) yield wrong('no elements', []);
  if (schema.items !== undefined) yield* spoilings(schema.items, [...path, 0]);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const inner = [...path, name];
    if (schema.required?.includes(name)) yield { what: 'missing', path: inner, value: undefined };
    yield* spoilings(member, inner);
  }
}

/** Members that nobody declared, in each object that takes none; among them the ones that JavaScript has a meaning for. */
function* strangers(given: JsonSchema, valid: unknown, path: Path): Generator<Malformed> {
  const [schema = given] = alternativesOf(given);
  if (schema.type === 'array' && schema.items !== undefined) {
    yield* strangers(schema.items, valid, [...path, 0]);
  }
  if (schema.type !== 'object' || schema.properties === undefined) return;
  if (schema.additionalProperties === false) {
    for (const name of ['surprise', 'constructor', '__proto__']) {
      const inner = [...path, name];
      const text = JSON.stringify(replaced(valid, [...path, STRANGER], 1)).replace(STRANGER, name);
      yield { what: `${inner.join('.')}: not declared`, text, path: inner };
    }
  }
  for (const [name, member] of Object.entries(schema.properties)) {
    yield* strangers(member, valid, [...path, name]);
  }
}

const STRANGER = '(stranger)';
