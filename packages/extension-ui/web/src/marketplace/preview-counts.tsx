import { Alert, Stack, Table, Text } from '@mantine/core';
import type { SetupView } from '@syncgrant/contracts';
import { IconMail, IconMailOff } from '@tabler/icons-react';
import { text } from '../text.ts';

type Preview = NonNullable<SetupView['preview']>;

const ROWS = [
  'createInCrm',
  'createInMicrosoft',
  'updateInCrm',
  'updateInMicrosoft',
  'matched',
  'ambiguous',
  'held',
] as const satisfies readonly (keyof Preview)[];

/** What a first sync would do, before anything is done. */
export function PreviewCounts({ preview }: { readonly preview: Preview }) {
  const mails = preview.peopleMailed > 0;
  return (
    <Stack>
      <Text>{text.preview.lead}</Text>
      <Table aria-label={text.preview.title} withRowBorders verticalSpacing="xs">
        <Table.Tbody>
          {ROWS.map((row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row" fw={500}>
                {text.preview.rows[row].label}
                <Text size="xs" c="dimmed">
                  {text.preview.rows[row].note}
                </Text>
              </Table.Th>
              <Table.Td
                ta="end"
                fz="lg"
                fw={650}
                c={preview[row] === 0 ? 'dimmed' : 'var(--mantine-color-text)'}
              >
                {preview[row].toLocaleString()}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Alert
        color={mails ? 'orange' : 'teal'}
        icon={mails ? <IconMail aria-hidden /> : <IconMailOff aria-hidden />}
        title={text.preview.mail(preview.peopleMailed)}
      >
        {mails ? text.preview.mailNote : text.preview.noMailNote}
      </Alert>
    </Stack>
  );
}
