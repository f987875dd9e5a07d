import { describe, expect, it } from 'vitest';
import { classifyGraphError } from './errors.ts';

const now = new Date('2026-11-21T10:00:00Z');

function classify(status: number, code?: string, headers: Record<string, string> = {}) {
  const body = code === undefined ? null : { error: { code, message: 'What went wrong.' } };
  return classifyGraphError({ status, header: (name) => headers[name] ?? null, body }, now);
}

describe('an error of Graph', () => {
  it.each([
    [410, undefined, 'gone'],
    [410, 'SyncStateNotFound', 'gone'],
    [400, 'syncStateNotFound', 'gone'],
    [404, 'SyncStateInvalid', 'gone'],
    [400, 'InvalidDeltaToken', 'gone'],
    [400, 'ErrorInvalidDeltaToken', 'gone'],
    [404, 'ErrorItemNotFound', 'missing'],
    [404, 'itemNotFound', 'missing'],
    [404, undefined, 'missing'],
    [404, 'MailboxNotEnabledForRESTAPI', 'mailbox'],
    [404, 'MailboxNotHostedInExchangeOnline', 'mailbox'],
    [404, 'ResourceNotFound', 'mailbox'],
    [403, 'ErrorAccessDenied', 'consent'],
    [403, 'accessDenied', 'consent'],
    [403, 'Authorization_RequestDenied', 'consent'],
    [403, 'insufficient_claims', 'user'],
    [401, 'InvalidAuthenticationToken', 'user'],
    [412, 'ErrorIrresolvableConflict', 'conflict'],
    [409, 'ErrorIrresolvableConflict', 'conflict'],
    [409, 'Conflict', 'conflict'],
    [429, 'ApplicationThrottled', 'throttled'],
    [429, undefined, 'throttled'],
    [503, 'activityLimitReached', 'throttled'],
    [503, 'serviceNotAvailable', 'transient'],
    [503, 'ConcurrentItemSave', 'transient'],
    [500, 'ErrorInternalServerTransientError', 'transient'],
    [504, 'UnknownError', 'transient'],
    [408, undefined, 'transient'],
    [424, undefined, 'transient'],
    [507, 'quotaLimitReached', 'item'],
    [403, 'ErrorQuotaExceeded', 'item'],
    [400, 'ErrorOccurrenceCrossingBoundary', 'item'],
    [400, 'ErrorInvalidIdMalformed', 'item'],
    [400, 'invalidRequest', 'item'],
    [413, undefined, 'item'],
    [302, undefined, 'operator'],
  ] as const)('%i %s is %s', (status, code, expected) => {
    expect(classify(status, code).class).toBe(expected);
    expect(classify(status, code?.toUpperCase()).class).toBe(expected);
  });

  it('is recognised by a code of an inner error, in either spelling', () => {
    for (const member of ['innerError', 'innererror']) {
      const body = { error: { code: 'BadRequest', message: '', [member]: { code: 'syncStateNotFound' } } };
      expect(classifyGraphError({ status: 400, header: () => null, body }, now)).toMatchObject({
        class: 'gone',
        code: 'BadRequest',
      });
    }
  });

  it('is throttling when a 503 says when to come back', () => {
    expect(classify(503, 'serviceNotAvailable', { 'retry-after': '2.128' })).toMatchObject({
      class: 'throttled',
      retryAfterMs: 2128,
    });
  });

  it('passes a claims challenge on, decoded', () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    const challenge = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
    expect(classify(401, 'InvalidAuthenticationToken', { 'www-authenticate': challenge }).claims).toBe(
      claims,
    );
    expect(classify(401, 'InvalidAuthenticationToken')).not.toHaveProperty('claims');
  });

  it('keeps its own words for people and its id for support', () => {
    expect(classify(400, 'BadRequest', { 'request-id': 'r-1' })).toMatchObject({
      message: 'What went wrong.',
      requestId: 'r-1',
    });
    expect(classify(500).message).toBe('Microsoft Graph answered 500.');
  });

  it('survives a body of any shape', () => {
    for (const body of [undefined, null, '', '<html>', 7, [], { error: 'text' }, { error: { code: 7 } }]) {
      expect(classifyGraphError({ status: 400, header: () => null, body }, now).class).toBe('item');
    }
  });
});
