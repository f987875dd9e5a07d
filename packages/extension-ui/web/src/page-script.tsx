import { lazy, type ComponentType } from 'react';
import { loadOrReload } from './shell/load-or-reload.ts';

export interface PageScript {
  readonly Component: ComponentType;
  /** Begins to load the script, at most once; resolves whether or not it could be loaded, which the page itself shows. */
  readonly preload: () => Promise<void>;
}

/** A page whose script is loaded when it is first visited, or before. */
export function pageScript(load: () => Promise<ComponentType>): PageScript {
  let loading: Promise<{ readonly default: ComponentType }> | null = null;
  const script = () =>
    (loading ??= loadOrReload(async () => ({ default: await load() }), {
      build: import.meta.url,
      storage: window.sessionStorage,
      reload: () => window.location.reload(),
    }));
  return {
    Component: lazy(script),
    preload: () =>
      script().then(
        () => undefined,
        () => undefined,
      ),
  };
}
