import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Right } from './record-rights.ts';

/** A button that says why it cannot be used; where a module does not offer what it does, there is none. */
export function RightButton({
  right,
  pressed,
  onClick,
  children,
  ...look
}: Omit<ButtonProps, 'children'> & {
  readonly right: Right;
  /** Of several that exclude each other: whether this is the one in effect. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  if (right.kind === 'not_offered') return null;
  if (right.kind === 'granted') {
    return (
      <Button {...look} aria-pressed={pressed} onClick={onClick}>
        {children}
      </Button>
    );
  }
  // A disabled button takes no focus, so its reason would not be read to those who use the keyboard.
  return (
    <Tooltip label={right.reason}>
      <Button
        {...look}
        data-disabled
        aria-disabled
        aria-pressed={pressed}
        aria-description={right.reason}
        onClick={(event) => event.preventDefault()}
      >
        {children}
      </Button>
    </Tooltip>
  );
}
