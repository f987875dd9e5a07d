import { ActionIcon, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId } from 'react';
import { text } from '../text.ts';

/** A value that is taken elsewhere: all of it to be seen, with a button that copies it. */
export function CopiedValue({ label, value }: { readonly label: string; readonly value: string }) {
  const id = useId();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} id={id}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Code
          block
          aria-labelledby={id}
          style={{ flex: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', minWidth: 0 }}
        >
          {value}
        </Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? text.programs.clients.copied : text.programs.clients.copy}>
              <ActionIcon
                variant="default"
                size={34}
                aria-label={text.programs.clients.copyOf(label)}
                onClick={copy}
              >
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      </Group>
    </Stack>
  );
}
