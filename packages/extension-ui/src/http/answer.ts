import type { ErrorBody } from '@syncgrant/contracts';

/** An answer with a status of its own; a handler that has nothing to say about the status returns the body alone. */
export class Reply<Body> {
  readonly status: number;
  readonly body: Body | null;

  constructor(status: number, body: Body | null) {
    this.status = status;
    this.body = body;
  }
}

/** Zoho's answer to a list that has nothing in it, and to a record that is not there. */
export const NO_CONTENT = new Reply<never>(204, null);

/** Nothing has changed since the time that the request names. */
export const NOT_MODIFIED = new Reply<never>(304, null);

/** A file; `pieces` are made while it is sent, no faster than they are taken. */
export class FileAnswer {
  readonly status = 200;
  /** As in the header: `text/csv; charset=utf-8`. */
  readonly contentType: string;
  readonly fileName: string;
  readonly pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
  /** In bytes, where it is known before. */
  readonly size: number | undefined;
  /** Set for what pages show: the browser keeps it, and asks each time whether it is still the same. */
  readonly etag: string | undefined;

  constructor(
    contentType: string,
    fileName: string,
    pieces: FileAnswer['pieces'],
    size?: number,
    etag?: string,
  ) {
    this.contentType = contentType;
    this.fileName = fileName;
    this.pieces = pieces;
    this.size = size;
    this.etag = etag;
  }
}

/**
 * An expected refusal on its way to the wire, in the one error shape. `wrapper` is set for what is wrong with an item of
 * the body: the Zoho dialect puts such errors in a list under the body's own key (`{"profiles":[{"code":…}]}`).
 */
export class Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly wrapper: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    wrapper: string | null = null,
  ) {
    this.status = status;
    this.code = code;
    this.message = message;
    this.details = details;
    this.wrapper = wrapper;
  }

  get body(): ErrorBody | Readonly<Record<string, readonly ErrorBody[]>> {
    const error: ErrorBody = {
      code: this.code,
      details: this.details,
      message: this.message,
      status: 'error',
    };
    return this.wrapper === null ? error : { [this.wrapper]: [error] };
  }
}

/** The answer of an action that has nothing to say but that it was done. */
export const DONE = { status: 'success' } as const;

/** The dialect's answer about one item that was written. */
export const itemDone = (id: string, message: string) =>
  ({ code: 'SUCCESS', details: { id }, message, status: 'success' }) as const;

/** What does not exist and what belongs to another organisation get this same answer. */
export const unknownId = (details: Readonly<Record<string, unknown>>): Refusal =>
  new Refusal(400, 'INVALID_DATA', 'The id given seems to be invalid.', details);
