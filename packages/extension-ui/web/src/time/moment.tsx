import { useInterval } from '@mantine/hooks';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useSession } from '../session/session-context.ts';
import { createMomentFormat, type MomentFormat } from './moment-format.ts';

const REFRESH_MS = 15_000;

const FormatContext = createContext<MomentFormat | null>(null);

/** Makes the formats once for everything below: a long list has thousands of values. */
export function MomentFormats({ children }: { readonly children: ReactNode }) {
  const { timeZone } = useSession().user;
  const format = useMemo(() => createMomentFormat(navigator.language, timeZone), [timeZone]);
  return <FormatContext value={format}>{children}</FormatContext>;
}

/** Formats for the person who is signed in: their time zone, their browser's locale. */
export function useMomentFormat(): MomentFormat {
  const format = useContext(FormatContext);
  if (!format) throw new Error('No formats above this component');
  return format;
}

/** "3 minutes ago", kept up to date; the exact time on hover. `near` stands for less than a minute: "just now" by default. */
export function RelativeMoment({ at, near }: { readonly at: string; readonly near?: string }) {
  const format = useMomentFormat();
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), REFRESH_MS, { autoInvoke: true });
  return (
    <time dateTime={at} title={format.instant(at)}>
      {format.relative(at, now, near)}
    </time>
  );
}

export function ExactMoment({ at }: { readonly at: string }) {
  const format = useMomentFormat();
  return <time dateTime={at}>{format.instant(at)}</time>;
}
