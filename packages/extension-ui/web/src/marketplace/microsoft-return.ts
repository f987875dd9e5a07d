import { syncModuleSchema } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { text } from '../text.ts';

/** What the address says after the browser comes back from Microsoft's sign-in. */
export type MicrosoftReturn = { readonly kind: 'connected'; readonly module: SyncModule } | FailedReturn;

export interface FailedReturn {
  readonly kind: 'failed';
  /** Null where it is not known which module the sign-in was for. */
  readonly module: SyncModule | null;
  /** Stable; `message` is the server's sentence, where it sent one. */
  readonly code: string;
  readonly message: string | null;
}

/** Why, in words of ours where the code is known; else as the server put it. */
export function connectProblem({ code, message }: FailedReturn): string {
  const known: Readonly<Record<string, string>> = text.microsoft.connectProblems;
  return (Object.hasOwn(known, code) ? known[code] : message) ?? text.microsoft.connectFailedUnknown(code);
}

export function readMicrosoftReturn(query: URLSearchParams): MicrosoftReturn | null {
  const module = syncModuleSchema.safeParse(query.get('module')).data ?? null;
  const code = query.get('error');
  if (code !== null) return { kind: 'failed', module, code, message: query.get('message') };
  return module && { kind: 'connected', module };
}
