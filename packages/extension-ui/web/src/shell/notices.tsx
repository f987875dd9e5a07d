import { Notifications } from '@mantine/notifications';
import { text } from '../text.ts';

/** Where it is told for a moment what has been done, or has failed. */
export function Notices() {
  return (
    <Notifications
      position="bottom-right"
      containerWidth={400}
      role="region"
      aria-label={text.shell.notifications}
    />
  );
}
