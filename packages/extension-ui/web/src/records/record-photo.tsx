import { Button, FileButton, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { deletePhoto, getRecord, listRecords, uploadPhoto, type CrmModule } from '@syncgrant/contracts';
import { PHOTO_BYTES, PHOTO_FIELD } from '@syncgrant/core';
import { useChange } from '../api/use-api.ts';
import { useFormUpload } from '../api/use-form-upload.ts';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';
import { fileSize } from './file-size.ts';
import { RecordAvatar } from './record-avatar.tsx';
import { rightTo } from './record-rights.ts';
import type { StoredRecord } from './use-record-form.ts';

const KINDS = 'image/png,image/jpeg,image/gif,image/bmp';

/** The record's photo, to be looked at, and to be changed by those who may. */
export function RecordPhoto({
  module,
  fields,
  record,
  barred,
}: {
  readonly module: CrmModule;
  readonly fields: readonly Field[];
  readonly record: StoredRecord;
  /** Nobody changes this record. */
  readonly barred: boolean;
}) {
  const session = useSession();
  const [asks, dialog] = useDisclosure(false);
  const refreshes = [getRecord, listRecords];
  const upload = useFormUpload(uploadPhoto, {
    refreshes,
    onSuccess: () => showSuccess(text.records.photo.saved),
  });
  const remove = useChange(deletePhoto, {
    refreshes,
    onSuccess: () => {
      dialog.close();
      showSuccess(text.records.photo.removed);
    },
  });
  const field = fields.find(({ api_name }) => api_name === PHOTO_FIELD);
  const has = typeof record.values[PHOTO_FIELD] === 'string';
  const mayWrite =
    field?.visible === true &&
    !field.read_only &&
    !barred &&
    rightTo(session, 'Edit', module).kind === 'granted';
  if (field === undefined || (!has && !mayWrite)) return null;

  const params = { module, id: record.id };
  const send = (file: File | null): void => {
    if (file === null) return;
    if (file.size > PHOTO_BYTES) {
      showFailure(new Error(text.records.files.tooLarge(file.name, fileSize(PHOTO_BYTES))));
      return;
    }
    const form = new FormData();
    form.append('file', file);
    upload.mutate({ params, form });
  };
  const look = { size: 'xs', variant: 'default' } as const;

  return (
    <Group gap="sm" mb="lg">
      <RecordAvatar module={module} record={record.values} size={72} />
      {mayWrite && (
        <FileButton onChange={send} accept={KINDS}>
          {(props) => (
            <Button {...look} {...props} loading={upload.isPending}>
              {has ? text.records.photo.change : text.records.photo.add}
            </Button>
          )}
        </FileButton>
      )}
      {mayWrite && has && (
        <Button {...look} onClick={dialog.open}>
          {text.records.photo.remove}
        </Button>
      )}
      <ConfirmDialog
        opened={asks}
        title={text.records.photo.removeTitle}
        confirm={text.records.photo.remove}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
        onClose={dialog.close}
      >
        <Text size="sm">{text.records.photo.removeNote}</Text>
      </ConfirmDialog>
    </Group>
  );
}
