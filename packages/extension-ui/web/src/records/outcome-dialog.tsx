import { Alert, Button, Group, Modal, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { text } from '../text.ts';
import type { BulkOutcome } from './bulk-outcome.ts';

/** What of many did not work, record by record. */
export function OutcomeDialog({
  outcome,
  onClose,
}: {
  readonly outcome: BulkOutcome | null;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={outcome !== null}
      onClose={onClose}
      title={text.records.outcome.title}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {outcome !== null && (
        <Stack>
          <Alert color={outcome.done === 0 ? 'red' : 'yellow'} icon={<IconAlertTriangle aria-hidden />}>
            {text.records.outcome.counts(outcome.done, outcome.failed.length)}
          </Alert>
          <ScrollArea.Autosize mah={360}>
            <Table aria-label={text.records.outcome.title} verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{text.records.outcome.record}</Table.Th>
                  <Table.Th>{text.records.outcome.reason}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {outcome.failed.map(({ id, title, reason }) => (
                  <Table.Tr key={id}>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{title}</Table.Td>
                    <Table.Td>
                      <Text size="sm">{reason}</Text>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </ScrollArea.Autosize>
          <Group justify="flex-end">
            <Button onClick={onClose}>{text.close}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
