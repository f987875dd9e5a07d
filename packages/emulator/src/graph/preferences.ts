import { Refusal } from '../model/refusal.ts';
import { ianaOf } from '../model/zones.ts';

/** What a client asked for in `Prefer` headers. */
export interface Preferences {
  readonly zone: { readonly name: string; readonly iana: string };
  readonly bodyType: 'html' | 'text';
  readonly pageSize: number | undefined;
  /** The value of `Preference-Applied`; null if nothing is to be confirmed. */
  readonly applied: string | null;
}

/**
 * Reads the `Prefer` headers; an unknown time zone is refused. To Do applies preferences without confirming
 * them; a preference that is not known is not confirmed.
 */
export function readPreferences(headers: Headers, isTodo: boolean, knowsIdType: boolean): Preferences {
  const preferences = new Map<string, string>();
  for (const part of (headers.get('prefer') ?? '').match(/[^,"]+(?:"[^"]*")?/g) ?? []) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    preferences.set(name.trim().toLowerCase(), value.trim().replace(/^"|"$/g, ''));
  }
  const zone = preferences.get('outlook.timezone') ?? 'UTC';
  const iana = ianaOf(zone);
  if (iana === undefined) {
    throw isTodo
      ? new Refusal(400, 'invalidRequest', 'Invalid time zone.')
      : new Refusal(
          400,
          'TimeZoneNotSupportedException',
          `A valid TimeZone value must be specified: '${zone}'.`,
        );
  }
  const size = Number(preferences.get('odata.maxpagesize'));
  const applied = ['outlook.timezone', 'outlook.body-content-type', 'idtype']
    .filter((name) => preferences.has(name) && (knowsIdType || name !== 'idtype'))
    .map((name) => `${name === 'idtype' ? 'IdType' : name}="${preferences.get(name)}"`);
  return {
    zone: { name: zone, iana },
    bodyType: preferences.get('outlook.body-content-type')?.toLowerCase() === 'text' ? 'text' : 'html',
    pageSize: Number.isInteger(size) && size > 0 ? size : undefined,
    applied: isTodo || applied.length === 0 ? null : applied.join(', '),
  };
}
