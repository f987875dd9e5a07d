import type { Behaviour } from '../behaviour.ts';

/** A request that cannot be served, in the terms of Graph: the HTTP status, the error code and the message. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const itemNotFound = () =>
  new Refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

export const malformedId = () => new Refusal(400, 'ErrorInvalidIdMalformed', 'Id is malformed.');

export const invalid = (message: string, code = 'ErrorInvalidRequest') => new Refusal(400, code, message);

/** No documentation names this refusal; that such a request answers with 409 is one of the ways it may go. */
export const duplicateTransaction = () =>
  new Refusal(409, 'ErrorDuplicateTransactionId', 'An event with this transactionId exists already.');

export const versionConflict = ({ conflictStatus }: Behaviour) =>
  new Refusal(
    conflictStatus,
    'ErrorIrresolvableConflict',
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  );
