import { Badge } from '@mantine/core';
import type { SetupState } from '@syncgrant/core';
import { text } from '../text.ts';
import { STATE_LOOK } from './state-look.ts';

export function StatusBadge({ state }: { readonly state: SetupState }) {
  const { icon: Icon, color } = STATE_LOOK[state];
  return (
    <Badge variant="light" color={color} tt="none" leftSection={<Icon size={14} aria-hidden />}>
      {text.setupStates[state]}
    </Badge>
  );
}
