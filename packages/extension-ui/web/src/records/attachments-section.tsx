import { ActionIcon, Anchor, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  ATTACHMENT_BYTES,
  deleteAttachment,
  getAttachment,
  listAttachments,
  uploadAttachment,
  type CrmModule,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { IconPaperclip, IconTrash } from '@tabler/icons-react';
import { addressOf } from '../api/call.ts';
import { useApiPages, useChange } from '../api/use-api.ts';
import { useFormUpload } from '../api/use-form-upload.ts';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { referenceOf } from './field-form.ts';
import { fileSize } from './file-size.ts';
import { isNoContent } from './no-content.ts';
import { rightTo } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import { Section } from './section.tsx';

interface OfRecord {
  readonly module: CrmModule;
  readonly id: string;
}

/** The record's files: to fetch, to delete, and to add one with its progress. */
export function AttachmentsSection({ module, id }: OfRecord) {
  const session = useSession();
  const view = rightTo(session, 'View', 'Attachments');
  const create = rightTo(session, 'Create', 'Attachments');
  const upload = useFormUpload(uploadAttachment, {
    refreshes: [listAttachments],
    onSuccess: () => showSuccess(text.records.files.added),
  });
  const send = (file: File | null): void => {
    if (file === null) return;
    if (file.size > ATTACHMENT_BYTES) {
      showFailure(new Error(text.records.files.tooLarge(file.name, fileSize(ATTACHMENT_BYTES))));
      return;
    }
    const form = new FormData();
    form.append('file', file);
    upload.mutate({ params: { module, id }, form });
  };
  const look = {
    size: 'xs',
    variant: 'default',
    leftSection: <IconPaperclip size={14} aria-hidden />,
  } as const;

  return (
    <Section
      title={text.records.files.title}
      actions={
        create.kind === 'granted' ? (
          <FileButton onChange={send}>
            {(props) => (
              <Button {...look} {...props} loading={upload.isPending}>
                {text.records.files.add}
              </Button>
            )}
          </FileButton>
        ) : (
          <RightButton {...look} right={create} onClick={() => undefined}>
            {text.records.files.add}
          </RightButton>
        )
      }
    >
      <Stack gap="sm">
        {upload.isPending && (
          <Progress
            value={upload.progress * 100}
            aria-label={text.records.files.progress}
            animated={upload.progress === 1}
          />
        )}
        {view.kind === 'refused' ? (
          <Text size="sm" c="dimmed">
            {view.reason}
          </Text>
        ) : (
          <Files module={module} id={id} />
        )}
      </Stack>
    </Section>
  );
}

const PER_PAGE = 50;

function Files({ module, id }: OfRecord) {
  const params = { module, id };
  const query = { per_page: PER_PAGE };
  const pages = useApiPages(listAttachments, { params, query: { ...query, page: 1 } }, ({ info }) =>
    info.more_records ? { params, query: { ...query, page: info.page + 1 } } : undefined,
  );
  const none = (
    <Text size="sm" c="dimmed">
      {text.records.files.empty}
    </Text>
  );
  if (isNoContent(pages.error)) return none;
  return (
    <Answered query={pages} loading={<LoadingState rows={1} height={32} />}>
      {(data) => {
        const files = data.pages.flatMap((page) => page.data);
        if (files.length === 0) return none;
        return (
          <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
            {files.map((file) => (
              <FileLine key={String(file['id'])} module={module} id={id} file={file} />
            ))}
            <LoadMore pages={pages} />
          </Stack>
        );
      }}
    </Answered>
  );
}

function FileLine({ module, id, file }: OfRecord & { readonly file: CrmRecordBody }) {
  const params = { module, id, attachment_id: String(file['id']) };
  const [name, at] = [file['File_Name'], file['Created_Time']];
  const label = typeof name === 'string' ? name : text.records.untitled;
  const author = referenceOf(file['Created_By'])?.name;
  const right = rightTo(useSession(), 'Delete', 'Attachments');
  const [asks, dialog] = useDisclosure(false);
  const remove = useChange(deleteAttachment, {
    refreshes: [listAttachments],
    onSuccess: () => {
      dialog.close();
      showSuccess(text.records.files.deleted);
    },
  });

  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <Stack gap={0} miw={0}>
        <Anchor
          href={addressOf(getAttachment.path, params, {})}
          download={label}
          size="sm"
          style={{ overflowWrap: 'anywhere' }}
        >
          {label}
        </Anchor>
        <Text size="xs" c="dimmed">
          {fileSize(Number(file['Size']))}
          {author !== undefined && author !== '' && `, ${author}`}
          {typeof at === 'string' && (
            <>
              , <RelativeMoment at={at} />
            </>
          )}
        </Text>
      </Stack>
      {right.kind === 'granted' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={text.records.deleteNamed(label)}
          onClick={dialog.open}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
      <ConfirmDialog
        opened={asks}
        title={text.records.files.deleteTitle(label)}
        confirm={text.records.delete}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
        onClose={dialog.close}
      >
        <Text size="sm">{text.records.files.deleteNote}</Text>
      </ConfirmDialog>
    </Group>
  );
}
