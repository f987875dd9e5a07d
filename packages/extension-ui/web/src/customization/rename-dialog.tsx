import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import {
  crmModuleSchema,
  listAudit,
  listModules,
  updateModule,
  type ModuleMetadata,
} from '@syncgrant/contracts';
import { useState, type SubmitEvent } from 'react';
import { useChange } from '../api/use-api.ts';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';

const words = text.customization;
const LONGEST = 50;

/** Gives a module other names. */
export function RenameDialog({
  module,
  onClose,
}: {
  readonly module: ModuleMetadata | null;
  readonly onClose: () => void;
}) {
  const [singular, setSingular] = useState(module?.singular_label ?? '');
  const [plural, setPlural] = useState(module?.plural_label ?? '');
  const rename = useChange(updateModule, {
    refreshes: [listModules, listAudit],
    onSuccess: () => {
      showSuccess(words.renamed(module?.plural_label ?? ''));
      onClose();
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (module === null) return;
    rename.mutate({
      params: { module: crmModuleSchema.parse(module.api_name) },
      body: { modules: [{ singular_label: singular, plural_label: plural }] },
    });
  };

  return (
    <Modal
      opened={module !== null}
      onClose={onClose}
      title={words.rename(module?.plural_label ?? '')}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={words.plural}
            value={plural}
            onChange={(event) => setPlural(event.currentTarget.value)}
            maxLength={LONGEST}
            required
          />
          <TextInput
            label={words.singular}
            value={singular}
            onChange={(event) => setSingular(event.currentTarget.value)}
            maxLength={LONGEST}
            required
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text.cancel}
            </Button>
            <Button type="submit" loading={rename.isPending}>
              {text.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
