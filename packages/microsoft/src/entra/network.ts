import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import { MICROSOFT_CLOUD, type MicrosoftConfig } from '../config.ts';
import { classifyEntraError, type EntraErrorResponse, type EntraFailure } from './errors.ts';

const TIMEOUT_MS = 30_000;

const errorBody = z.object({
  error: z.string(),
  suberror: z.string().optional().catch(undefined),
  error_codes: z.array(z.number()).optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  claims: z.string().optional().catch(undefined),
});

const objectBody = z.looseObject({});

/**
 * MSAL's way to the network for one call. MSAL drops the cause of a network fault and takes an empty answer for a
 * token, so what went wrong is remembered here, and an answer that is no OAuth answer never reaches it.
 */
export interface EntraNetwork extends INetworkModule {
  /** Of the last request; null when it succeeded or none was made. */
  failure(): EntraFailure | null;
}

export function createEntraNetwork(config: MicrosoftConfig, send: typeof fetch): EntraNetwork {
  let failure: EntraFailure | null = null;

  const request = async <T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions = {},
  ): Promise<NetworkResponse<T>> => {
    failure = null;
    try {
      const response = await send(url, {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: options.headers ?? {},
        ...(options.body === undefined ? {} : { body: options.body }),
      });
      const body = parseJson(await response.text());
      const refusal = errorBody.safeParse(body);
      if (refusal.success) {
        const answer = readRefusal(response.status, refusal.data);
        failure = classifyEntraError(answer, answer);
      } else if (!response.ok || body === null) {
        throw new Error(`Entra answered ${response.status} without an OAuth body`);
      }
      const answer = { ...body, ...shortScopes(config, body) };
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- MSAL names the shape and checks what it reads
        body: answer as T,
      };
    } catch (cause) {
      failure ??= classifyEntraError({ status: 0, error: 'network_error' }, cause);
      throw cause;
    }
  };

  return {
    sendGetRequestAsync: (url, options) => request('GET', url, options),
    sendPostRequestAsync: (url, options) => request('POST', url, options),
    failure: () => failure,
  };
}

function readRefusal(status: number, body: z.infer<typeof errorBody>): EntraErrorResponse {
  return {
    status,
    error: body.error,
    ...(body.suberror === undefined ? {} : { suberror: body.suberror }),
    ...(body.error_codes === undefined ? {} : { numbers: body.error_codes }),
    ...(body.error_description === undefined ? {} : { description: body.error_description }),
    ...(body.claims === undefined ? {} : { claims: body.claims }),
  };
}

/**
 * Entra may answer with `https://graph.microsoft.com/Contacts.ReadWrite` where `Contacts.ReadWrite` was asked for, and
 * MSAL would then not find the cached token again.
 */
function shortScopes(config: MicrosoftConfig, body: Readonly<Record<string, unknown>> | null) {
  if (typeof body?.['scope'] !== 'string') return {};
  const scope = body['scope']
    .split(' ')
    .map((name) => {
      const lower = name.toLowerCase();
      const resource = [config.graphOrigin, MICROSOFT_CLOUD.graphOrigin].find((origin) =>
        lower.startsWith(`${origin.toLowerCase()}/`),
      );
      return resource === undefined ? name : name.slice(resource.length + 1);
    })
    .join(' ');
  return { scope };
}

function parseJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    return objectBody.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // The caller reports an answer that is no JSON, with its status.
  }
}
