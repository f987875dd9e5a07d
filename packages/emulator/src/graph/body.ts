import { z } from 'zod';
import { Refusal } from '../model/refusal.ts';
import type { WallTime } from '../model/rows.ts';
import { parseWallTime } from '../model/zones.ts';

/** Checks a JSON body; members Graph only answers with, and annotations, are dropped before. */
export function parseBody<S extends z.ZodType>(
  schema: S,
  body: unknown,
  readOnly: readonly string[] = [],
): z.output<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  }
  const writable = Object.entries(body).filter(([name]) => !name.includes('@') && !readOnly.includes(name));
  const parsed = schema.safeParse(Object.fromEntries(writable));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    400,
    'RequestBodyRead',
    issue?.code === 'unrecognized_keys'
      ? `The property '${issue.keys[0]}' does not exist on this type. Make sure to only use property names that are defined by the type.`
      : `Cannot read the property '${issue?.path.join('.')}': ${issue?.message}`,
  );
}

/** An enumeration as Graph reads it: without regard to case. */
export function caseless<const T extends readonly string[]>(values: T): z.ZodType<T[number]> {
  return z.string().transform((text, context): T[number] => {
    const value = values.find((known) => known.toLowerCase() === text.toLowerCase());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: `Requested value '${text}' was not found.` });
    return z.NEVER;
  });
}

/** Graph's dateTimeTimeZone. */
export const wallTime = z
  .object({ dateTime: z.string(), timeZone: z.string().nullish() })
  .transform(({ dateTime, timeZone }, context): WallTime => {
    const time = parseWallTime(dateTime, timeZone ?? 'UTC');
    if (time) return time;
    context.addIssue({
      code: 'custom',
      message: `'${dateTime}' in '${timeZone}' is not a time in a known zone.`,
    });
    return z.NEVER;
  });

export const itemBody = z
  .object({ contentType: caseless(['text', 'html']).default('text'), content: z.string().nullish() })
  .transform(({ contentType, content }) => ({ contentType, content: content ?? '' }));

export const emailAddress = z
  .object({ name: z.string().nullish(), address: z.string().nullish() })
  .transform((email) => ({
    name: email.name ?? undefined,
    address: email.address ?? undefined,
  }));

/** Extended properties by id, as the body writes them. */
export const extendedProperties = z
  .array(z.object({ id: z.string().regex(/^\w+ \{[0-9a-f-]{36}\} (Name|Id) \S+$/i), value: z.string() }))
  .transform((list): Record<string, string> => Object.fromEntries(list.map(({ id, value }) => [id, value])));
