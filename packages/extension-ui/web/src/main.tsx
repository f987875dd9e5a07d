// oxlint-disable-next-line import/no-unassigned-import -- it has to run before any schema is used
import './zod-without-eval.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import { MantineProvider } from '@mantine/core';
import { getSession, type Session } from '@syncgrant/contracts';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ApiError } from './api/api-error.ts';
import { CallContext } from './api/call-context.ts';
import { createCall } from './api/call.ts';
import { queryKeyOf } from './api/use-api.ts';
import { pageScript } from './page-script.tsx';
import { needsSession, Pages, preloadPage } from './pages.tsx';
import { CrashBoundary } from './shell/crash-boundary.tsx';
import { LoadingPage } from './shell/loading-page.tsx';
import { readableColours, theme } from './theme.ts';

const sessionKey = queryKeyOf(getSession);

const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended shows at whatever is read first; reading the session then leads to the sign-in page.
    onError: (error, query) => {
      const ended = error instanceof ApiError && error.status === 401;
      if (ended && query.queryKey[0] !== getSession.id)
        void queryClient.resetQueries({ queryKey: sessionKey });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; only what the network or a restart may have caused is worth asking again.
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
  },
});

const call = createCall({
  fetch: (...request) => window.fetch(...request),
  csrfToken: () => queryClient.getQueryData<Session>(sessionKey)?.csrfToken ?? null,
});

// Nothing is told before something was done; what is told until it is there waits for it.
const NOTICES = pageScript(async () => (await import('./shell/notices.tsx')).Notices);

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element');

// Who is signed in and what the address needs are asked for together, before anything renders: one after the other
// they would also wait for the time that React lets a loading sign stand.
const { pathname } = window.location;
if (needsSession(pathname)) {
  queryClient
    .query({ queryKey: sessionKey, queryFn: () => call(getSession, {}) })
    // The session gate shows what went wrong.
    .catch(() => undefined);
}
await preloadPage(pathname);

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={readableColours} defaultColorScheme="auto">
      <Suspense fallback={null}>
        <NOTICES.Component />
      </Suspense>
      <QueryClientProvider client={queryClient}>
        <CallContext value={call}>
          <CrashBoundary>
            <Suspense fallback={<LoadingPage />}>
              <BrowserRouter>
                <Pages />
              </BrowserRouter>
            </Suspense>
          </CrashBoundary>
        </CallContext>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
