import type { Endpoint, Session } from '@syncgrant/contracts';
import { createContext, useContext } from 'react';

export const SessionContext = createContext<Session | null>(null);

/** The person who is signed in. Only below the signed-in part of the page. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('No session above this component');
  return session;
}

/** Whether to show what the endpoint offers; the server decides anyway. */
export function mayCall(session: Session, endpoint: Pick<Endpoint, 'access'>): boolean {
  return endpoint.access.kind !== 'permission' || session.permissions.includes(endpoint.access.permission);
}
