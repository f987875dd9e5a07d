import { Badge, Button, FileInput, Group, Progress, Radio, Stack, Table, Text } from '@mantine/core';
import {
  createImport,
  IMPORT_BYTES,
  listImports,
  type CrmModule,
  type ImportOptions,
} from '@syncgrant/contracts';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useFormUpload } from '../../api/use-form-upload.ts';
import { showFailure } from '../../shell/notify.ts';
import { text } from '../../text.ts';
import { RelativeMoment } from '../../time/moment.tsx';
import { fileSize } from '../file-size.ts';
import type { Tried } from './import-dialog.tsx';

const MODES = ['insert', 'update', 'upsert'] as const satisfies readonly ImportOptions['mode'][];

/** Which file, and what its rows do; or an import that was begun before. */
export function ImportStart({
  module,
  onTried,
}: {
  readonly module: CrmModule;
  readonly onTried: (tried: Tried) => void;
}) {
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<ImportOptions['mode']>('insert');
  const earlier = useApi(listImports, { params: { module } });
  const upload = useFormUpload(createImport, {
    refreshes: [listImports],
    onSuccess: (answer) => onTried({ import: answer.import, dryRun: answer.dry_run }),
  });
  const send = (): void => {
    if (file === null) return;
    if (file.size > IMPORT_BYTES) {
      showFailure(new Error(text.records.imports.tooLarge(file.name, fileSize(IMPORT_BYTES))));
      return;
    }
    const form = new FormData();
    form.append('file', file);
    form.append('options', JSON.stringify({ mode }));
    upload.mutate({ params: { module }, form });
  };

  return (
    <Stack>
      <Text size="sm">{text.records.imports.lead}</Text>
      <FileInput
        label={text.records.imports.choose}
        placeholder={text.records.imports.choose}
        accept=".csv,.tsv,.txt,text/csv"
        leftSection={<IconFileTypeCsv size={16} aria-hidden />}
        value={file}
        onChange={setFile}
        clearable
      />
      <Radio.Group
        label={text.records.imports.mode}
        value={mode}
        onChange={(value) => setMode(MODES.find((known) => known === value) ?? 'insert')}
      >
        <Stack gap={6} mt={6}>
          {MODES.map((known) => (
            <Radio key={known} value={known} label={text.records.imports.modes[known]} />
          ))}
        </Stack>
      </Radio.Group>
      {upload.isPending && (
        <Progress
          value={upload.progress * 100}
          animated={upload.progress === 1}
          aria-label={text.records.imports.upload}
        />
      )}
      <Group justify="flex-end">
        <Button disabled={file === null} loading={upload.isPending} onClick={send}>
          {text.records.imports.upload}
        </Button>
      </Group>
      {earlier.data && earlier.data.imports.length > 0 && (
        <Table aria-label={text.records.imports.recent} verticalSpacing="xs">
          <Table.Caption style={{ captionSide: 'top', textAlign: 'start' }}>
            {text.records.imports.recent}
          </Table.Caption>
          <Table.Tbody>
            {earlier.data.imports.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{one.file_name}</Table.Td>
                <Table.Td visibleFrom="sm">
                  <RelativeMoment at={one.created_time} />
                </Table.Td>
                <Table.Td>
                  <Badge variant="light" tt="none" color={one.state === 'running' ? 'yellow' : 'gray'}>
                    {text.records.imports.states[one.state]}
                  </Badge>
                </Table.Td>
                <Table.Td ta="end">
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => onTried({ import: one, dryRun: null })}
                  >
                    {one.state === 'ready' || one.state === 'running'
                      ? text.records.imports.proceed
                      : text.records.imports.report}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
