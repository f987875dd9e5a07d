/** The zone itself if the browser knows it, otherwise the browser's own: a page must not break over a zone. */
export function knownTimeZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}
