/** Milliseconds that a `Retry-After` header asks for: seconds, fractional in Graph's own samples, or an HTTP date. */
export function parseRetryAfter(header: string | null | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const seconds = Number(text);
  const delayMs = Number.isNaN(seconds) ? Date.parse(text) - now.getTime() : seconds * 1000;
  return Number.isFinite(delayMs) ? Math.max(0, Math.ceil(delayMs)) : null;
}
