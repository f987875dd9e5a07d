import { Suspense, useState } from 'react';
import { pageScript } from '../page-script.tsx';
import type { WeighedChanges } from './use-weighed-changes.ts';

const Question = pageScript(async () => (await import('./impact-question.tsx')).ImpactQuestion);

/** Asks about the change that is weighed, with what it does; until there is one to be asked about, it is not even loaded. */
export function ImpactDialog({ changes }: { readonly changes: WeighedChanges }) {
  const [asked, setAsked] = useState(false);
  if (changes.question !== null && !asked) setAsked(true);
  return (
    asked && (
      <Suspense fallback={null}>
        <Question.Component changes={changes} />
      </Suspense>
    )
  );
}
