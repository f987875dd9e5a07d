import type { SyncModule } from '@syncgrant/core';

/** Why a visit to Microsoft led to nothing: a stable code, and a sentence for the person who comes back. */
export interface Setback {
  readonly error: string;
  readonly message: string;
}

const withQuery = (path: string, query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query).toString()}`;

/** The pages of ours that a visit to Microsoft can end on; there are no others, so no link can lead elsewhere. */
export const landing = {
  home: '/',
  signIn: ({ error, message }: Setback): string => withQuery('/sign-in', { error, message }),
  connected: (module: SyncModule): string => withQuery('/marketplace/microsoft', { module }),
  /** Without a module where it is not known which one the visit was for. */
  notConnected: (module: SyncModule | null, { error, message }: Setback): string =>
    withQuery('/marketplace/microsoft', { ...(module !== null && { module }), error, message }),
} as const;
