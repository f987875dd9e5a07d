import { notifications } from '@mantine/notifications';
import { text } from '../text.ts';

/** A change was refused or failed: says why, in the server's own sentence. */
export function showFailure(error: Error): void {
  notifications.show({ color: 'red', title: text.errors.title, message: error.message, autoClose: 10_000 });
}

export function showSuccess(message: string): void {
  notifications.show({ color: 'teal', message });
}
