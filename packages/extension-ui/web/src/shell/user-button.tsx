import { Avatar, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ComponentProps } from 'react';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';

/** The face of who is signed in, which leads to their menu. */
export function UserButton(button: ComponentProps<'button'>) {
  const { user } = useSession();
  return (
    <UnstyledButton {...button} style={{ borderRadius: '50%' }}>
      <VisuallyHidden>{text.shell.userMenu(user.fullName)}</VisuallyHidden>
      <Avatar name={user.fullName} color="initials" radius="xl" aria-hidden />
    </UnstyledButton>
  );
}
