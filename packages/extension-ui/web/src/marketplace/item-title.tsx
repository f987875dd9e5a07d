import { Anchor, Text } from '@mantine/core';
import { RECORD_MODULE_OF } from '@syncgrant/contracts';
import type { SyncModule } from '@syncgrant/core';
import { Link } from 'react-router';
import { text } from '../text.ts';

/** The item's title, leading to its record where there is one. */
export function ItemTitle({
  module,
  title,
  recordId,
}: {
  readonly module: SyncModule;
  readonly title: string;
  readonly recordId: string | null;
}) {
  const shown = title === '' ? text.setupPage.untitled : title;
  return recordId === null ? (
    <Text size="sm" fw={600}>
      {shown}
    </Text>
  ) : (
    <Anchor component={Link} to={`/records/${RECORD_MODULE_OF[module]}/${recordId}`} size="sm" fw={600}>
      {shown}
    </Anchor>
  );
}
