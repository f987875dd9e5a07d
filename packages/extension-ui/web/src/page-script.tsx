import { lazy, useState, type ComponentType } from 'react';
import { loadOrReload } from './shell/load-or-reload.ts';

export interface PageScript<Props> {
  readonly Component: ComponentType<Props>;
  /** Begins to load the script, at most once; resolves whether or not it could be loaded, which the page itself shows. */
  readonly preload: () => Promise<void>;
}

/** A page, or a part of one, whose script is loaded when it is first visited, or before. */
export function pageScript<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): PageScript<Props> {
  let loading: Promise<{ readonly default: ComponentType<Props> }> | null = null;
  let loaded: ComponentType<Props> | null = null;

  const script = () => (loading ??= loadOrReload(loadOnce, reloading));
  const loadOnce = async () => ({ default: (loaded = await load()) });
  const Later = lazy(script);

  /** What is there already renders at once: a lazy component would show the loading sign for a moment even then. */
  function Page(props: Props) {
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Later);
    return <Shown {...props} />;
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
