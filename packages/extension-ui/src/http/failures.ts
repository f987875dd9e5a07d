import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { WebServerDeps } from '../web-server-deps.ts';
import { landing } from '../sign-in/landing.ts';
import { Refusal } from './answer.ts';
import { send } from './routing.ts';

/** The answer to an address that nobody serves. */
export const unknownAddress: RequestHandler = (_, response) => {
  send(response, new Refusal(404, 'INVALID_URL_PATTERN', 'There is nothing at this address.'));
};

/**
 * The answer to what nobody expected: a number to ask the operator about, and nothing else; the log has the rest under that
 * number. An address that cannot be decoded is the sender's mistake.
 */
export function unexpectedFailure({ engine }: WebServerDeps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (error instanceof URIError) {
      return send(response, new Refusal(400, 'INVALID_URL_PATTERN', 'The address cannot be decoded.'));
    }
    const correlationId = engine.newId();
    engine.log.error(
      { err: error, correlationId, method: request.method, path: request.path },
      'a request failed',
    );
    if (response.headersSent) return next(error);
    if (request.path.startsWith('/auth/')) {
      const message = `Something went wrong here. If it happens again, tell the operator this number: ${correlationId}`;
      return response.redirect(303, landing.signIn({ error: 'internal', message }));
    }
    send(
      response,
      new Refusal(500, 'INTERNAL_ERROR', 'Problem occurred internally.', { correlation_id: correlationId }),
    );
  };
}
