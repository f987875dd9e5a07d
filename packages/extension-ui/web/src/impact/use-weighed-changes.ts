import type { Impact } from '@syncgrant/contracts';
import { useState } from 'react';
import { isHarmless } from './impact-lines.ts';

/** A change that is to be made once its effects are known, and agreed to where somebody feels them. */
export interface Weighed {
  /** The question. */
  readonly title: string;
  /** What it would do, asked of the server, which refuses what it would refuse to save. */
  readonly preview: () => Promise<Impact>;
  readonly make: () => void;
  readonly onRefused: (error: Error) => void;
}

export interface Question extends Weighed {
  readonly impact: Impact;
}

export interface WeighedChanges {
  /** Makes a change at once when nobody feels it; otherwise it is asked about. Several are asked about one by one. */
  readonly weigh: (change: Weighed) => void;
  readonly question: Question | null;
  readonly answer: (confirmed: boolean) => void;
}

export function useWeighedChanges(): WeighedChanges {
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const question = questions[0] ?? null;
  return {
    question,
    weigh: (change) => {
      change.preview().then((impact) => {
        if (isHarmless(impact)) change.make();
        else setQuestions((asked) => [...asked, { ...change, impact }]);
      }, change.onRefused);
    },
    answer: (confirmed) => {
      setQuestions((asked) => asked.slice(1));
      if (confirmed) question?.make();
    },
  };
}
