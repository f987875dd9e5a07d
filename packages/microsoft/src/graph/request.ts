import type { Json } from '@syncgrant/core';

/** One call of Microsoft Graph v1.0, alone or as a part of a batch. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `/me/…` below `/v1.0`, or an absolute next or delta link as Graph sent it. */
  readonly path: string;
  /** A `Prefer` header is joined with the one that every request carries. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

export type GraphResult =
  | {
      readonly ok: true;
      readonly status: number;
      /** Null when the response had none. */
      readonly body: unknown;
      readonly etag: string | null;
    }
  | { readonly ok: false; readonly failure: GraphFailure };

/**
 * What a failed call means for the one who made it:
 * `transient` try again later · `throttled` try again after `retryAfterMs` · `gone` the delta link is dead: start a full
 * round · `missing` the item is not there · `conflict` it changed meanwhile: read again · `item` this item's request is
 * refused for good · `mailbox` the user has no usable mailbox · `consent` access was refused · `user` the token is not
 * accepted: refresh once, then the user must sign in · `operator` our own configuration or a defect of ours.
 */
export type GraphFailureClass =
  | 'transient'
  | 'throttled'
  | 'gone'
  | 'missing'
  | 'conflict'
  | 'item'
  | 'mailbox'
  | 'consent'
  | 'user'
  | 'operator';

export interface GraphFailure {
  readonly class: GraphFailureClass;
  /** 0 when no response arrived. */
  readonly status: number;
  /** Graph's code in its own spelling; empty when it sent none. */
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
  /** A claims challenge to pass on to Entra, as JSON text. */
  readonly claims?: string;
  readonly cause?: unknown;
}
