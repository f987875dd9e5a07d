import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { exportRecords } from '@syncgrant/contracts';
import { IconFileExport, IconFileImport, IconTable } from '@tabler/icons-react';
import { useNavigate, useSearchParams } from 'react-router';
import { addressOf } from '../api/call.ts';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';
import { ImportDialog } from './imports/import-dialog.tsx';
import { rightTo } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import { SHORTEST_WORD } from './use-record-pages.ts';
import type { ShownModule } from './with-module.tsx';

/** What can be done with all records of a module: as a sheet, out as a file (what is searched for only), and in from one. */
export function ListActions({ fields, ...shown }: ShownModule & { readonly fields: readonly Field[] }) {
  const { module } = shown;
  const session = useSession();
  const navigate = useNavigate();
  const [imports, importDialog] = useDisclosure(false);
  const word = (useSearchParams()[0].get('q') ?? '').trim();
  const right = rightTo(session, 'Export', module);
  const look = {
    variant: 'default',
    leftSection: <IconFileExport size={16} aria-hidden />,
  } as const;

  return (
    <>
      <RightButton
        {...look}
        right={rightTo(session, 'ZohoSheet_View', module)}
        leftSection={<IconTable size={16} aria-hidden />}
        onClick={() => void navigate(`/records/${module}/sheet`)}
      >
        {text.sheet.action}
      </RightButton>
      {right.kind === 'granted' ? (
        <Button
          {...look}
          component="a"
          href={addressOf(exportRecords.path, { module }, word.length >= SHORTEST_WORD ? { word } : {})}
          download
        >
          {text.records.exportAction}
        </Button>
      ) : (
        <RightButton {...look} right={right} onClick={() => undefined}>
          {text.records.exportAction}
        </RightButton>
      )}
      <RightButton
        {...look}
        right={rightTo(session, 'Import', module)}
        leftSection={<IconFileImport size={16} aria-hidden />}
        onClick={importDialog.open}
      >
        {text.records.imports.action}
      </RightButton>
      <ImportDialog {...shown} fields={fields} opened={imports} onClose={importDialog.close} />
    </>
  );
}
