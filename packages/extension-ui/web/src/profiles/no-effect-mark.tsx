import { Badge, Tooltip } from '@mantine/core';
import { text } from '../text.ts';

/** At a permission that nothing asks for yet: says so, before somebody relies on it. */
export function NoEffectMark() {
  return (
    <Tooltip label={text.profile.noEffectNote}>
      <Badge variant="outline" color="gray" size="sm" tt="none" fw={500} tabIndex={0}>
        {text.profile.noEffect}
      </Badge>
    </Tooltip>
  );
}
