import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';
import { text } from '../text.ts';
import { recordTitle } from './record-title.ts';

interface ItemAnswer {
  readonly status: 'success' | 'error';
  readonly message: string;
}

/** What became of several records that something was done to. */
export interface BulkOutcome {
  readonly done: number;
  readonly failed: readonly { readonly id: string; readonly title: string; readonly reason: string }[];
}

/** Joins the records of a request with its answers, which come in the same order. */
export function outcomeOf(
  module: CrmModule,
  records: readonly CrmRecordBody[],
  answers: readonly ItemAnswer[],
): BulkOutcome {
  const failed = records.flatMap((record, index) => {
    const answer = answers[index];
    if (answer?.status === 'success') return [];
    return [
      {
        id: String(record['id']),
        title: recordTitle(module, record) ?? text.records.untitled,
        reason: answer?.message ?? text.records.notAnswered,
      },
    ];
  });
  return { done: records.length - failed.length, failed };
}
