import type { Answer, Browser } from './browser.ts';

/** Sends a CSV file with options to an address, as a page's form does. */
export function sendCsv(
  browser: Browser,
  address: string,
  content: string | Uint8Array<ArrayBuffer>,
  options: object = {},
): Promise<Answer> {
  const form = new FormData();
  form.append('file', new File([content], 'people.csv', { type: 'text/csv' }));
  form.append('options', JSON.stringify(options));
  return browser.send('POST', address, { body: form });
}
