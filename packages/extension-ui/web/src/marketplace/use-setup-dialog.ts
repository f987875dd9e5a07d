import { syncModuleSchema } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { useSearchParams } from 'react-router';

/** Which module's dialog is open. It stands in the address (`?setup=contacts`), so that a reload keeps it open. */
export function useSetupDialog(): {
  readonly module: SyncModule | null;
  readonly open: (module: SyncModule) => void;
  readonly close: () => void;
} {
  const [query, setQuery] = useSearchParams();
  return {
    module: syncModuleSchema.safeParse(query.get('setup')).data ?? null,
    open: (module) => setQuery({ setup: module }),
    close: () => setQuery({}, { replace: true }),
  };
}
