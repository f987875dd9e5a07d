import { ActionIcon, Anchor, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  createRecordNotes,
  deleteRecord,
  listRecordNotes,
  type CrmModule,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApiPages, useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { LoadMore } from '../shell/load-more.tsx';
import { showSuccess } from '../shell/notify.ts';
import { plainValue } from '../shell/plain-value.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RelativeMoment } from '../time/moment.tsx';
import { referenceOf } from './field-form.ts';
import { isNoContent } from './no-content.ts';
import { rightTo } from './record-rights.ts';
import { recordTitle } from './record-title.ts';
import { Section } from './section.tsx';

const PER_PAGE = 20;

interface OfRecord {
  readonly module: CrmModule;
  readonly id: string;
}

/** What people wrote down about the record, newest first, and a place to write more. */
export function NotesSection(record: OfRecord) {
  const session = useSession();
  const view = rightTo(session, 'View', 'Notes');
  const create = rightTo(session, 'Create', 'Notes');
  return (
    <Section title={text.records.notes.title}>
      {view.kind === 'refused' ? (
        <Text size="sm" c="dimmed">
          {view.reason}
        </Text>
      ) : (
        <Stack gap="md">
          {create.kind === 'granted' ? (
            <NewNote {...record} />
          ) : (
            create.kind === 'refused' && (
              <Text size="sm" c="dimmed">
                {create.reason}
              </Text>
            )
          )}
          <Notes {...record} />
        </Stack>
      )}
    </Section>
  );
}

function NewNote({ module, id }: OfRecord) {
  const [title, setTitle] = useState('');
  const [content, setContent] = useState('');
  const create = useChange(createRecordNotes, {
    refreshes: [listRecordNotes],
    onSuccess: () => {
      setTitle('');
      setContent('');
      showSuccess(text.records.notes.added);
    },
  });
  const add = (): void => {
    const note = { Note_Content: content, ...(title.trim() !== '' && { Note_Title: title }) };
    create.mutate({ params: { module, id }, body: { data: [note] } });
  };

  return (
    <form
      aria-label={text.records.notes.add}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={text.records.notes.content}
          value={content}
          maxLength={32_000}
          onChange={({ currentTarget }) => setContent(currentTarget.value)}
          autosize
          minRows={2}
          maxRows={12}
        />
        {content.trim() !== '' && (
          <TextInput
            label={text.records.notes.heading}
            value={title}
            maxLength={120}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" size="xs" disabled={content.trim() === ''} loading={create.isPending}>
            {text.records.notes.add}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Notes({ module, id }: OfRecord) {
  const params = { module, id };
  const query = { per_page: PER_PAGE };
  const pages = useApiPages(listRecordNotes, { params, query: { ...query, page: 1 } }, ({ info }) =>
    info.more_records ? { params, query: { ...query, page: info.page + 1 } } : undefined,
  );
  if (pages.data === undefined && isNoContent(pages.error)) return <NoNotes />;
  return (
    <Answered query={pages} loading={<LoadingState rows={1} height={48} />}>
      {(data) => {
        const notes = isNoContent(pages.error) ? [] : data.pages.flatMap((page) => page.data);
        if (notes.length === 0) return <NoNotes />;
        return (
          <Stack component="ul" gap="md" m={0} p={0} style={{ listStyle: 'none' }}>
            {notes.map((note) => (
              <Note key={String(note['id'])} note={note} />
            ))}
            <LoadMore pages={pages} />
          </Stack>
        );
      }}
    </Answered>
  );
}

const NoNotes = () => (
  <Text size="sm" c="dimmed">
    {text.records.notes.empty}
  </Text>
);

function Note({ note }: { readonly note: CrmRecordBody }) {
  const id = String(note['id']);
  const [title, content, at] = [note['Note_Title'], note['Note_Content'], note['Created_Time']];
  const author = referenceOf(note['Created_By'])?.name;
  const named = typeof title === 'string' && title !== '';
  const name = recordTitle('Notes', note) ?? text.records.untitled;
  const right = rightTo(useSession(), 'Delete', 'Notes');
  const [asks, dialog] = useDisclosure(false);
  const remove = useChange(deleteRecord, {
    refreshes: [listRecordNotes],
    onSuccess: () => {
      dialog.close();
      showSuccess(text.records.notes.deleted);
    },
  });

  return (
    <Group component="li" justify="space-between" wrap="nowrap" align="flex-start">
      <Stack gap={2}>
        {named && (
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Text>
        )}
        <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {plainValue(content)}
        </Text>
        <Text size="xs" c="dimmed">
          {author !== undefined && author !== '' && `${author}, `}
          {typeof at === 'string' && <RelativeMoment at={at} />}{' '}
          <Anchor
            component={Link}
            to={`/records/Notes/${id}`}
            inherit
            aria-label={text.records.notes.open(name)}
          >
            {text.records.notes.edit}
          </Anchor>
        </Text>
      </Stack>
      {right.kind === 'granted' && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={text.records.deleteNamed(name)}
          onClick={dialog.open}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      )}
      <ConfirmDialog
        opened={asks}
        title={text.records.notes.deleteTitle}
        confirm={text.records.delete}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { module: 'Notes', id } })}
        onClose={dialog.close}
      >
        <Text size="sm">{text.records.notes.deleteNote}</Text>
      </ConfirmDialog>
    </Group>
  );
}
