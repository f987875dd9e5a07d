import { Badge, Tooltip } from '@mantine/core';
import { text } from '../text.ts';

/** At a permission that nothing asks for yet: says so, before somebody relies on it. The switch says it to assistive technology. */
export function NoEffectMark() {
  return (
    <Tooltip label={text.profile.noEffectNote}>
      <Badge variant="outline" color="gray" size="sm" tt="none" fw={500}>
        {text.profile.noEffect}
      </Badge>
    </Tooltip>
  );
}
