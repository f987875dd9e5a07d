import { Code, Group, Spoiler, Stack, Text } from '@mantine/core';
import { findPermission } from '@syncgrant/core';
import { IconArrowRight } from '@tabler/icons-react';
import { plainValue } from '../shell/plain-value.ts';
import { text } from '../text.ts';
import { changesBetween, type Change } from './changes.ts';

const SHOWN_HEIGHT_PX = 132;

/** What an entry of the audit log changed: a line per value, the first few of them at once. */
export function ChangeList({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return null;
  return (
    <Spoiler
      maxHeight={SHOWN_HEIGHT_PX}
      showLabel={text.audit.showAll(changes.length)}
      hideLabel={text.audit.showLess}
    >
      <Stack gap={4}>
        {changes.map((change) => (
          <ChangeLine key={change.path.join(' ')} change={change} />
        ))}
      </Stack>
    </Spoiler>
  );
}

function ChangeLine({ change: { path, before, after } }: { readonly change: Change }) {
  const permission = findPermission(path.at(-1) ?? '');
  const words = (value: unknown): string =>
    permission && typeof value === 'boolean' ? text.audit.switched(value) : plainValue(value);
  return (
    <Group gap={6}>
      <Text size="xs" c="dimmed">
        {permission?.title ?? path.join(' › ').replaceAll('_', ' ')}
      </Text>
      <Value>{words(before)}</Value>
      <IconArrowRight size={12} aria-label={text.audit.became} />
      <Value>{words(after)}</Value>
    </Group>
  );
}

function Value({ children }: { readonly children: string }) {
  return <Code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{children}</Code>;
}
