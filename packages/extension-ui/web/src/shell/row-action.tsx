import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

/** Something that can be done with a row of a table; the label says with which. */
export function RowAction({
  label,
  icon: Sign,
  onClick,
}: {
  readonly label: string;
  readonly icon: Icon;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" size="lg" aria-label={label} onClick={onClick}>
        <Sign size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
