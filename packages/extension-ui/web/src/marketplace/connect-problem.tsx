import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { text } from '../text.ts';
import { connectProblem, type FailedReturn } from './microsoft-return.ts';

/** Why the sign-in at Microsoft that just ended connected no account. */
export function ConnectProblem({
  problem,
  onDismiss,
}: {
  readonly problem: FailedReturn;
  readonly onDismiss: () => void;
}) {
  return (
    <Alert
      role="alert"
      color="red"
      icon={<IconAlertCircle aria-hidden />}
      title={text.microsoft.connectFailed}
      withCloseButton
      closeButtonLabel={text.close}
      onClose={onDismiss}
    >
      {connectProblem(problem)}
    </Alert>
  );
}
