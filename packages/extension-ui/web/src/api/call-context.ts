import { createContext, useContext } from 'react';
import type { Call } from './call.ts';

export const CallContext = createContext<Call | null>(null);

export function useCall(): Call {
  const call = useContext(CallContext);
  if (!call) throw new Error('No CallContext above this component');
  return call;
}
