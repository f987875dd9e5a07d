import { lazy, useState, type ComponentType } from 'react';
import { loadOrReload } from './shell/load-or-reload.ts';

export interface PageScript {
  readonly Component: ComponentType;
  /** Begins to load the script, at most once; resolves whether or not it could be loaded, which the page itself shows. */
  readonly preload: () => Promise<void>;
}

/** A page whose script is loaded when it is first visited, or before. */
export function pageScript(load: () => Promise<ComponentType>): PageScript {
  let loading: Promise<{ readonly default: ComponentType }> | null = null;
  let loaded: ComponentType | null = null;

  const script = () => (loading ??= loadOrReload(loadOnce, reloading));
  const loadOnce = async () => ({ default: (loaded = await load()) });
  const Later = lazy(script);

  /** What is there already renders at once: a lazy component would show the loading sign for a moment even then. */
  function Page() {
    const [Shown] = useState(() => loaded ?? Later);
    return <Shown />;
  }

  return {
    Component: Page,
    preload: () =>
      script().then(
        () => undefined,
        () => undefined,
      ),
  };
}

const reloading = {
  build: import.meta.url,
  storage: window.sessionStorage,
  reload: () => window.location.reload(),
};
