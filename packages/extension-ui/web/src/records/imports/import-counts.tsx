import { Badge, Group } from '@mantine/core';
import { text } from '../../text.ts';

const LOOKS = { created: 'teal', updated: 'blue', skipped: 'gray', failed: 'red' } as const;
const KINDS = ['created', 'updated', 'skipped', 'failed'] as const;

/** How many rows became what; what none became is left out. */
export function ImportCounts({ counts }: { readonly counts: Readonly<Record<keyof typeof LOOKS, number>> }) {
  return (
    <Group gap="xs">
      {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
        <Badge key={kind} variant="light" color={LOOKS[kind]} tt="none" size="lg">
          {text.records.imports.counts[kind]}: {counts[kind].toLocaleString()}
        </Badge>
      ))}
    </Group>
  );
}
