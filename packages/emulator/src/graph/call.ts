import { Refusal } from '../model/refusal.ts';
import type { User } from '../model/rows.ts';
import type { World } from '../model/world.ts';
import type { Preferences } from './preferences.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };
export type JsonObject = Readonly<Record<string, unknown>>;

/** One authorised Graph request, ready for its handler. */
export interface Call {
  readonly world: World;
  readonly user: User;
  readonly clientId: string;
  /** What the token grants. */
  readonly scopes: readonly string[];
  /** The full address, for links and contexts. */
  readonly url: URL;
  readonly prefer: Preferences;
  readonly ifMatch: string | undefined;
  /** The parsed JSON body, or the bytes of an image; undefined without one. */
  readonly body: unknown;
  readonly contentType: string;
  readonly params: Readonly<Record<string, string>>;
  /** The id of an event or contact in the form that the request gets. */
  readonly shownId: (id: string) => string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const accepted: Answer = { status: 202 };
export const noContent: Answer = { status: 204 };

/** A path parameter that the route guarantees. */
export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Refusal(400, 'BadRequest', `The path lacks ${name}.`);
  return value;
}

/** The `@odata.context` of an answer. */
export function contextOf(call: Call, type: string): string {
  return `${call.url.origin}/v1.0/$metadata#${type}`;
}
