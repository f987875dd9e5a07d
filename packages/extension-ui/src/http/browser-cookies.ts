import { parseCookie, stringifySetCookie } from 'cookie';

/** What the browser keeps for us. */
export type CookieName = 'session' | 'browser';

/**
 * Cookies that scripts cannot read and other sites' requests do not carry. Over https they have the `__Host-` prefix, so
 * that no other host of the domain can set them.
 */
export interface BrowserCookies {
  read(header: string | undefined, name: CookieName): string | null;
  /** The value of a `Set-Cookie` header. */
  set(name: CookieName, value: string, maxAgeMs: number): string;
  clear(name: CookieName): string;
}

/** Longer than any value of ours; what is longer is not ours. */
const LONGEST_VALUE = 200;

export function browserCookies(publicUrl: string): BrowserCookies {
  const secure = publicUrl.startsWith('https:');
  const nameOf = (name: CookieName) => `${secure ? '__Host-' : ''}syncgrant_${name}`;
  const cookie = (name: CookieName, value: string, maxAge: number) =>
    stringifySetCookie({
      name: nameOf(name),
      value,
      maxAge,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
    });
  return {
    read(header, name) {
      const value = parseCookie(header ?? '')[nameOf(name)];
      return value === undefined || value === '' || value.length > LONGEST_VALUE ? null : value;
    },
    set: (name, value, maxAgeMs) => cookie(name, value, Math.floor(maxAgeMs / 1000)),
    clear: (name) => cookie(name, '', 0),
  };
}
