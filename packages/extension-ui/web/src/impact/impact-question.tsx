import { useMounted } from '@mantine/hooks';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { text } from '../text.ts';
import { ImpactSummary } from './impact-summary.tsx';
import type { WeighedChanges } from './use-weighed-changes.ts';

/** The question about the change that is weighed, with what it does. */
export function ImpactQuestion({ changes: { question, answer } }: { readonly changes: WeighedChanges }) {
  // A dialog gives the focus back only if it was closed before.
  const mounted = useMounted();
  return (
    <ConfirmDialog
      opened={mounted && question !== null}
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
