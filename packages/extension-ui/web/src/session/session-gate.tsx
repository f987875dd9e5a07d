import { Center } from '@mantine/core';
import { getSession } from '@syncgrant/contracts';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { useApi } from '../api/use-api.ts';
import { LoadingPage } from '../shell/loading-page.tsx';
import { FailureState } from '../shell/states.tsx';
import { MomentFormats } from '../time/moment.tsx';
import { SessionContext } from './session-context.ts';
import { ToSignIn } from './way-back.tsx';

/** Shows its children to a person who is signed in, and leads everybody else to the sign-in page. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useApi(getSession, {});

  if (session.error instanceof ApiError && session.error.status === 401) return <ToSignIn />;
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <MomentFormats>{children}</MomentFormats>
      </SessionContext>
    );
  }
  if (!session.error) return <LoadingPage />;
  return (
    <Center component="main" mih="100dvh" p="md">
      <FailureState error={session.error} onRetry={() => void session.refetch()} />
    </Center>
  );
}
