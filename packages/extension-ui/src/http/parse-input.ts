import type { z } from 'zod';
import { Refusal } from './answer.ts';
import { unstorable } from './unstorable.ts';

/** Parses the path's parameters. A module that does not exist has a code of its own in the dialect. */
export function parseParams<S extends z.ZodType>(
  schema: S,
  params: Readonly<Record<string, unknown>>,
  path: string,
): { readonly ok: true; readonly value: z.output<S> } | Refusal {
  const parsed = schema.safeParse(params);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { name, rule } = problemOf(parsed.error);
  const details = { param_name: name, resource_path_index: indexInPath(path, name), rule };
  return name === 'module'
    ? new Refusal(400, 'INVALID_MODULE', `There is no such module: ${rule}.`, details)
    : new Refusal(400, 'INVALID_DATA', `The parameter ${name} of the address is invalid: ${rule}.`, details);
}

/** Parses the query; a parameter that is not known is refused by name. */
export function parseQuery<S extends z.ZodType>(
  schema: S,
  query: unknown,
): { readonly ok: true; readonly value: z.output<S> } | Refusal {
  const unsound = unstorable(query);
  if (unsound !== null) {
    const details = { param_name: nameIn(unsound.path), rule: unsound.rule };
    const message = `The parameter ${details.param_name} is invalid: ${unsound.rule}.`;
    return new Refusal(400, 'INVALID_DATA', message, details);
  }
  const parsed = schema.safeParse(query);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { name, rule, missing, limit } = problemOf(parsed.error, query);
  const details = { param_name: name, rule };
  if (limit !== null) return tooMany({ ...details, limit });
  return missing
    ? new Refusal(400, 'REQUIRED_PARAM_MISSING', `The parameter ${name} is required.`, details)
    : new Refusal(400, 'INVALID_DATA', `The parameter ${name} is invalid: ${rule}.`, details);
}

/** Parses the body. On the Zoho surface what is wrong with an item is told in the list that holds the item. */
export function parseBody<S extends z.ZodType>(
  schema: S,
  body: unknown,
  surface: 'crm' | 'api',
): { readonly ok: true; readonly value: z.output<S> } | Refusal {
  const unsound = unstorable(body);
  if (unsound !== null) {
    const { path, rule } = unsound;
    const details = { api_name: nameIn(path), json_path: jsonPath(path), rule };
    return new Refusal(400, 'INVALID_DATA', `The field ${details.api_name} is invalid: ${rule}.`, details);
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { name, rule, path, missing, limit } = problemOf(parsed.error, body);
  const details = { api_name: name, json_path: jsonPath(path), rule };
  if (limit !== null && surface === 'crm') return tooMany({ ...details, limit });
  const [key, index, ...inside] = path;
  const ofItem =
    surface === 'crm' && typeof key === 'string' && typeof index === 'number' && inside.length > 0;
  const wrapper = ofItem ? key : null;
  return missing
    ? new Refusal(400, 'MANDATORY_NOT_FOUND', `The field ${name} is required.`, details, wrapper)
    : new Refusal(400, 'INVALID_DATA', `The field ${name} is invalid: ${rule}.`, details, wrapper);
}

/** The nearest thing with a name on the way to a value. */
const nameIn = (path: readonly PropertyKey[]): string =>
  path.findLast((step) => typeof step === 'string') ?? 'body';

interface Problem {
  /** The nearest thing with a name: `enabled` of `profiles[0].permissions_details[0].enabled`. */
  readonly name: string;
  readonly rule: string;
  readonly path: readonly PropertyKey[];
  readonly missing: boolean;
  /** How many elements a list may have that has more. */
  readonly limit: number | null;
}

const tooMany = (details: Readonly<Record<string, unknown>>): Refusal =>
  new Refusal(400, 'LIMIT_EXCEEDED', 'The count of what is in the request exceeds the limit.', details);

/** The first problem; which one is first depends on the input alone. */
function problemOf(error: z.ZodError, input?: unknown): Problem {
  const [issue] = error.issues;
  if (issue === undefined) throw new Error('A refused input has a problem', { cause: error });
  const unknownKey = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownKey === undefined ? issue.path : [...issue.path, unknownKey];
  return {
    name: nameIn(path),
    rule: unknownKey === undefined ? lowerFirst(issue.message) : 'there is no such field',
    path,
    missing:
      (issue.code === 'invalid_type' || issue.code === 'invalid_value') &&
      valueAt(input, issue.path) === undefined,
    limit:
      issue.code === 'too_big' && issue.origin === 'array' && issue.exact !== true
        ? Number(issue.maximum)
        : null,
  };
}

const lowerFirst = (text: string): string =>
  text
    .replace(/^Invalid (?:input|option): /, '')
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
    .replace(/\.$/, '');

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

const jsonPath = (path: readonly PropertyKey[]): string =>
  `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')}`;

/** Counted from the segment after the surface: 0 is the module of `/crm/v8/:module`. */
function indexInPath(path: string, name: string): number {
  const segments = path.replace(/^\/(?:crm\/v8|api)\//, '').split('/');
  return segments.indexOf(`:${name}`);
}
