import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { text } from '../text.ts';
import { ImpactSummary } from './impact-summary.tsx';
import type { WeighedChanges } from './use-weighed-changes.ts';

/** Asks about the change that is weighed, with what it does. */
export function ImpactDialog({ changes: { question, answer } }: { readonly changes: WeighedChanges }) {
  return (
    <ConfirmDialog
      opened={question !== null}
      title={question?.title ?? ''}
      confirm={text.impact.confirm}
      busy={false}
      onConfirm={() => answer(true)}
      onClose={() => answer(false)}
    >
      {question && <ImpactSummary impact={question.impact} />}
    </ConfirmDialog>
  );
}
