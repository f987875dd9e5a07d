import { syncModuleSchema } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';

/** What the address says after the browser comes back from Microsoft's sign-in. */
export type MicrosoftReturn =
  | { readonly kind: 'connected'; readonly module: SyncModule }
  /** `code` is stable; `message` is the server's sentence, where it sent one. */
  | {
      readonly kind: 'failed';
      readonly module: SyncModule;
      readonly code: string;
      readonly message: string | null;
    };

export function readMicrosoftReturn(query: URLSearchParams): MicrosoftReturn | null {
  const module = syncModuleSchema.safeParse(query.get('module'));
  if (!module.success) return null;
  const code = query.get('error');
  if (code !== null) return { kind: 'failed', module: module.data, code, message: query.get('message') };
  return query.get('connected') === '1' ? { kind: 'connected', module: module.data } : null;
}
