/** What every reader of the header takes as it stands. */
const PLAIN = /[^\w!#$&+,.;=@^`{}~() -]/g;

/**
 * The header for a file to be saved under that name (RFC 6266). The plain name is quoted always, because Zoho's SDKs find no other;
 * a name with more than it can hold follows in full, and readers prefer that one.
 */
export function contentDisposition(fileName: string): string {
  const plain = fileName.replaceAll(PLAIN, '_');
  const header = `attachment; filename="${plain}"`;
  return plain === fileName ? header : `${header}; filename*=UTF-8''${extended(fileName)}`;
}

/** As RFC 8187 writes texts: what `encodeURIComponent` leaves as it is, and the header does not, is encoded too. */
const extended = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
