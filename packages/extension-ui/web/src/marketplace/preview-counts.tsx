import { Alert, Flex, Stack, Table, Text } from '@mantine/core';
import type { SetupView } from '@syncgrant/contracts';
import { IconMail, IconMailOff } from '@tabler/icons-react';
import { text } from '../text.ts';

type Preview = NonNullable<SetupView['preview']>;

/** What is on both sides comes before what of it would change. */
const ROWS = [
  'createInCrm',
  'createInMicrosoft',
  'matched',
  'updateInCrm',
  'updateInMicrosoft',
  'ambiguous',
  'held',
] as const satisfies readonly (keyof Preview)[];
const PARTS_OF_MATCHED: ReadonlySet<string> = new Set(['updateInCrm', 'updateInMicrosoft']);

/** What a first sync would do, before anything is done. */
export function PreviewCounts({ preview }: { readonly preview: Preview }) {
  const mails = preview.peopleMailed > 0;
  return (
    <Stack gap="sm">
      <Text>{text.preview.lead}</Text>
      <Table aria-label={text.preview.title} withRowBorders verticalSpacing={4}>
        <Table.Tbody>
          {ROWS.map((row) => (
            <Table.Tr key={row}>
              <Table.Th scope="row" fw={500} {...(PARTS_OF_MATCHED.has(row) && { ps: 'xl' })}>
                <Flex direction={{ base: 'column', sm: 'row' }} align="baseline" columnGap="sm">
                  {text.preview.rows[row].label}
                  <Text size="xs" c="dimmed" fw={400}>
                    {text.preview.rows[row].note}
                  </Text>
                </Flex>
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
