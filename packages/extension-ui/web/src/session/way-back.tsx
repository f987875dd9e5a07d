import { useEffect, useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { LoadingPage } from '../shell/loading-page.tsx';
import { createReturnAddress } from './return-address.ts';

const returnAddress = createReturnAddress(window.sessionStorage, () => Date.now());

/** Leads to the sign-in page, and remembers what was to be seen. */
export function ToSignIn() {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    returnAddress.remember(`${pathname}${search}`);
    void navigate('/sign-in', { replace: true });
  }, [pathname, search, navigate]);
  return <LoadingPage />;
}

/** Leads on to what was to be seen before the sign-in, else to the first page. */
export function Landing({ home }: { readonly home: string }) {
  const [to] = useState(() => returnAddress.read() ?? home);
  useEffect(() => returnAddress.forget(), []);
  return <Navigate to={to === '/' ? home : to} replace />;
}
