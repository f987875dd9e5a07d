import { Code, Group, Spoiler, Stack, Text } from '@mantine/core';
import { findPermission } from '@syncgrant/core';
import { IconArrowRight } from '@tabler/icons-react';
import { plainValue } from '../shell/plain-value.ts';
import { text } from '../text.ts';
import { changesBetween, isEmpty, type Change } from './changes.ts';

const SHOWN_HEIGHT_PX = 132;
/** More than these are folded. */
const SHOWN_CHANGES = 4;

/** What an entry of the audit log changed: a line per value, the first few of them at once. */
export function ChangeList({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  const changes = changesBetween(before, after);
  if (changes.length === 0) return null;
  const lines = (
    <Stack gap={4}>
      {changes.map((change) => (
        <ChangeLine key={change.path.join(' ')} change={change} />
      ))}
    </Stack>
  );
  if (changes.length <= SHOWN_CHANGES) return lines;
  return (
    <Spoiler
      maxHeight={SHOWN_HEIGHT_PX}
      showLabel={text.audit.showAll(changes.length)}
      hideLabel={text.audit.showLess}
    >
      {lines}
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
        {permission?.title ?? titleOf(path)}
      </Text>
      {!isEmpty(before) && (
        <>
          <Value>{words(before)}</Value>
          <IconArrowRight size={12} aria-label={text.audit.became} />
        </>
      )}
      <Value>{words(after)}</Value>
    </Group>
  );
}

/** `['dataCenter']` reads "Data center". */
function titleOf(path: readonly string[]): string {
  const words = path
    .join(' › ')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Value({ children }: { readonly children: string }) {
  return <Code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{children}</Code>;
}
