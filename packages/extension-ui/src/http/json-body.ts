import express, { type Request, type Response } from 'express';
import { Refusal } from './answer.ts';
import { jsonErrorPosition } from './json-error-position.ts';

/** The largest body that is read. */
const BODY_LIMIT_BYTES = 1_048_576;

/** Programs of the Zoho dialect send JSON without saying so: the type does not matter, the content does. */
const readRaw = express.raw({ type: () => true, limit: BODY_LIMIT_BYTES });

/** The JSON of a request; a request without a body says the same as an empty object. */
export async function readJsonBody(
  request: Request,
  response: Response,
): Promise<{ readonly ok: true; readonly value: unknown } | Refusal> {
  const failure = await new Promise<unknown>((resolve) => readRaw(request, response, resolve));
  if (failure !== undefined) return refusedBody(failure);
  const raw: unknown = request.body;
  if (!Buffer.isBuffer(raw) || raw.length === 0) return { ok: true, value: {} };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new Refusal(400, 'INVALID_DATA', 'The body is not text in UTF-8.', {
      expected_data_type: 'jsonobject',
    });
  }
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return malformed(text);
  }
}

function malformed(text: string): Refusal {
  const position = jsonErrorPosition(text) ?? text.length;
  const before = text.slice(0, position).split('\n');
  const line = before.length;
  const column = (before.at(-1)?.length ?? 0) + 1;
  return new Refusal(
    400,
    'INVALID_DATA',
    `The body is not JSON: it goes wrong at position ${position} (line ${line}, column ${column}).`,
    { expected_data_type: 'jsonobject', position, line, column },
  );
}

/** What went wrong with reading, by the `type` that the reader puts on its errors. */
function refusedBody(failure: unknown): Refusal {
  const type = failure instanceof Error && 'type' in failure ? failure.type : null;
  switch (type) {
    case 'entity.too.large':
      return new Refusal(413, 'REQUEST_TOO_LARGE', `The body is larger than ${BODY_LIMIT_BYTES} bytes.`, {
        maximum_length: BODY_LIMIT_BYTES,
      });
    case 'encoding.unsupported':
      return new Refusal(415, 'INVALID_DATA', 'The encoding of the body is not supported.', {
        header: 'Content-Encoding',
      });
    default:
      return new Refusal(400, 'INVALID_DATA', 'The body could not be read to its end.');
  }
}
