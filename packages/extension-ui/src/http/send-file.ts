import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { FileAnswer } from './answer.ts';
import { contentDisposition } from './content-disposition.ts';

/**
 * Sends a file piece by piece. A failure on the way breaks the connection off, so that nobody takes half a file for a whole
 * one; a browser that goes away ends the making of the pieces.
 */
export async function sendFile(
  response: Response,
  { status, contentType, fileName, pieces, size, etag }: FileAnswer,
): Promise<void> {
  response.status(status).set({
    'cache-control': etag === undefined ? 'no-store' : 'private, no-cache',
    'content-type': contentType,
    'content-disposition': contentDisposition(fileName),
    /* Whatever a file turns out to be, as a page it can do nothing. */
    'content-security-policy': "default-src 'none'; sandbox",
    ...(size !== undefined && { 'content-length': String(size) }),
    ...(etag !== undefined && { etag }),
  });
  if (etag !== undefined && response.req.headers['if-none-match']?.includes(etag) === true) {
    response.removeHeader('content-length');
    response.status(304).end();
    return;
  }
  if (response.req.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(pieces), response);
  } catch (cause) {
    if (!wentAway(cause)) throw cause;
  }
}

const wentAway = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_STREAM_PREMATURE_CLOSE';
