import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { Refusal } from './answer.ts';

type Header = 'if-modified-since' | 'if-unmodified-since';

const isoTime = z.iso.datetime({ offset: true });
/** Programs of the dialect send ISO times, the standard says `Sun, 01 Mar 2026 10:00:00 GMT`. */
const STANDARD = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The instant that a header of a conditional request names; null without the header. */
export function readSince(headers: IncomingHttpHeaders, header: Header): Date | null | Refusal {
  const value = headers[header];
  if (value === undefined) return null;
  const instant = new Date(value);
  const readable =
    (isoTime.safeParse(value).success || STANDARD.test(value)) && !Number.isNaN(instant.getTime());
  if (readable) return instant;
  return new Refusal(400, 'INVALID_DATA', `The header ${header} must be a date and time with an offset.`, {
    header,
    expected_data_type: 'datetime',
  });
}
