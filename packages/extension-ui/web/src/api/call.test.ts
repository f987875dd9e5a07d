import {
  cloneProfile,
  createRecords,
  listExtensions,
  massDeleteRecords,
  pauseSetup,
  signOut,
} from '@syncgrant/contracts';
import { describe, expect, test } from 'vitest';
import { ApiError } from './api-error.ts';
import { addressOf, createCall } from './call.ts';

/** A server of one answer that remembers what it was asked. */
function serverAnswering(status: number, answer: unknown) {
  const requests: Request[] = [];
  const call = createCall({
    csrfToken: () => 'token-of-the-session',
    fetch: async (address, init) => {
      requests.push(new Request(new URL(address as string, 'https://crm.example'), init));
      return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer), { status });
    },
  });
  return { call, requests };
}

const refusalOf = async (answer: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await answer.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};

describe('a request', () => {
  test('carries its parameters in the path and the query, encoded', () => {
    expect(addressOf('/crm/v8/:module/:id', { module: 'Contacts', id: '7' }, { fields: 'A,B' })).toBe(
      '/crm/v8/Contacts/7?fields=A%2CB',
    );
    expect(addressOf('/x/:id', { id: 'a/b?' }, { page: undefined })).toBe('/x/a%2Fb%3F');
    expect(() => addressOf('/x/:id', {}, {})).toThrow('needs id');
  });

  test('that changes something carries the session’s token and a JSON body', async () => {
    const { call, requests } = serverAnswering(200, { status: 'success' });
    await call(signOut, {});
    expect(requests[0]?.headers.get('x-csrf-token')).toBe('token-of-the-session');
    expect(await requests[0]?.json()).toEqual({});
  });

  test('that only reads carries neither', async () => {
    const { call, requests } = serverAnswering(200, { extensions: [] });
    await call(listExtensions, {});
    expect(requests[0]?.headers.has('x-csrf-token')).toBe(false);
    expect(await requests[0]?.text()).toBe('');
  });
});

describe('an answer', () => {
  test('that the contract does not allow is refused, with what was wrong as the cause', async () => {
    const { call } = serverAnswering(200, { status: 'maybe' });
    const error = await refusalOf(call(signOut, {}));
    expect(error.code).toBe('UNEXPECTED_ANSWER');
    expect(error.cause).toBeDefined();
  });

  test('with a flat error becomes an error with its sentence and details', async () => {
    const { call } = serverAnswering(403, {
      code: 'NO_PERMISSION',
      message: 'permission denied',
      details: { permissions: ['Crm_Implied_Mscal_Sync'] },
      status: 'error',
    });
    const error = await refusalOf(call(pauseSetup, { params: { module: 'tasks' }, body: { paused: true } }));
    expect(error).toMatchObject({
      status: 403,
      code: 'NO_PERMISSION',
      message: 'permission denied',
      field: null,
    });
  });

  test('with an error wrapped in a list names the field that it is about', async () => {
    const { call } = serverAnswering(400, {
      data: [
        { code: 'INVALID_DATA', message: 'invalid data', details: { api_name: 'Email' }, status: 'error' },
      ],
    });
    const error = await refusalOf(
      call(createRecords, { params: { module: 'Contacts' }, body: { data: [{}] } }),
    );
    expect(error).toMatchObject({
      status: 400,
      field: 'Email',
      fields: [{ name: 'Email', message: 'invalid data' }],
    });
  });

  test('with several wrong fields names each of them', async () => {
    const wrong = (api_name: string) => ({
      code: 'INVALID_DATA',
      message: `${api_name} is wrong.`,
      details: { api_name },
      status: 'error',
    });
    const details = { api_name: 'Email', errors: [wrong('Email'), wrong('Phone')] };
    const { call } = serverAnswering(400, {
      data: [{ code: 'MULTIPLE_OR_MULTI_ERRORS', message: 'Both are wrong.', details, status: 'error' }],
    });
    const create = call(createRecords, { params: { module: 'Contacts' }, body: { data: [{}] } });
    expect((await refusalOf(create)).fields).toEqual([
      { name: 'Email', message: 'Email is wrong.' },
      { name: 'Phone', message: 'Phone is wrong.' },
    ]);
  });

  test('that reports an item’s error with a status of success is an error all the same', async () => {
    const { call } = serverAnswering(207, {
      profiles: [{ code: 'DUPLICATE_DATA', message: 'duplicate data', details: {}, status: 'error' }],
    });
    const clone = call(cloneProfile, { params: { id: '1' }, body: { profiles: [{ name: 'Sales' }] } });
    expect((await refusalOf(clone)).code).toBe('DUPLICATE_DATA');
  });

  test.each([207, 400])(
    'about several items is for the caller to look through, with status %i',
    async (status) => {
      const wrong = { code: 'INVALID_DATA', message: 'no such id', details: { id: '2' }, status: 'error' };
      const data = [status === 207 ? { ...wrong, code: 'SUCCESS', status: 'success' } : wrong, wrong];
      const { call } = serverAnswering(status, { data });
      const remove = call(massDeleteRecords, { params: { module: 'Tasks' }, body: { ids: ['1', '2'] } });
      expect(await remove).toEqual({ data });
    },
  );

  test('that is no JSON at all still says what happened', async () => {
    const { call } = serverAnswering(502, '<h1>Bad gateway</h1>');
    expect(await refusalOf(call(signOut, {}))).toMatchObject({ status: 502, code: 'HTTP_ERROR' });
  });
});

test('a server that cannot be reached is an error of its own', async () => {
  const call = createCall({
    csrfToken: () => null,
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
  });
  expect(await refusalOf(call(signOut, {}))).toMatchObject({ status: 0, code: 'UNREACHABLE' });
});

test('an abort stays an abort', async () => {
  const controller = new AbortController();
  controller.abort(new Error('gone'));
  const call = createCall({ csrfToken: () => null, fetch: () => Promise.reject(new Error('gone')) });
  await expect(call(signOut, {}, controller.signal)).rejects.toThrow('gone');
});
