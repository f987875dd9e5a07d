import { Modal } from '@mantine/core';
import type { changeImport, ImportView } from '@syncgrant/contracts';
import { useState } from 'react';
import type { z } from 'zod';
import { text } from '../../text.ts';
import type { Field } from '../field-form.ts';
import type { ShownModule } from '../with-module.tsx';
import { ImportMapping } from './import-mapping.tsx';
import { ImportRun } from './import-run.tsx';
import { ImportStart } from './import-start.tsx';

/** An import with what would become of its first rows, as far as that was tried. */
export interface Tried {
  readonly import: ImportView;
  readonly dryRun: z.output<typeof changeImport.response>['dry_run'] | null;
}

/** From a file over its columns to the report. The server keeps how far an import is, so that it outlives the page. */
export function ImportDialog({
  fields,
  opened,
  onClose,
  ...shown
}: ShownModule & {
  readonly fields: readonly Field[];
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { module, words } = shown;
  const [tried, setTried] = useState<Tried | null>(null);
  /** Whether the rows are worked off as soon as they are shown. */
  const [begins, setBegins] = useState(false);
  const close = (): void => {
    setTried(null);
    setBegins(false);
    onClose();
  };

  return (
    <Modal
      opened={opened}
      onClose={close}
      title={text.records.imports.title(words.many)}
      size="xl"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {tried === null ? (
        <ImportStart module={module} onTried={setTried} />
      ) : tried.import.state === 'ready' && !begins ? (
        <ImportMapping
          key={tried.import.id}
          module={module}
          fields={fields}
          tried={tried}
          onTried={setTried}
          onStart={() => setBegins(true)}
        />
      ) : (
        <ImportRun
          key={tried.import.id}
          fields={fields}
          first={tried.import}
          begins={begins}
          onAnother={() => {
            setBegins(false);
            setTried(null);
          }}
        />
      )}
    </Modal>
  );
}
