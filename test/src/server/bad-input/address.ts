import type { Endpoint } from '@syncgrant/contracts';
import { jsonSchemaOf } from './json-schema.ts';
import { validInput } from './valid-input.ts';

/** The endpoint's address with parameters that its contract takes, but for those that are given. */
export function addressOf({ path, params }: Endpoint, given: Readonly<Record<string, string>> = {}): string {
  const valid = { ...Object(validInput(params)), ...given };
  return path.replaceAll(/:(\w+)/g, (_, name: string) => String(Reflect.get(valid, name)));
}

/** The address with the query that the endpoint cannot do without. */
export function withQuery(endpoint: Endpoint, given: Readonly<Record<string, string>> = {}): string {
  const required = jsonSchemaOf(endpoint.query).required ?? [];
  if (required.length === 0) return addressOf(endpoint, given);
  const valid = Object(validInput(endpoint.query));
  const parameters = required.map((name): [string, string] => [name, String(Reflect.get(valid, name))]);
  return `${addressOf(endpoint, given)}?${new URLSearchParams(parameters).toString()}`;
}
