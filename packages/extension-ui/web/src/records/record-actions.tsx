import { Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { cloneRecord, deleteRecord, listRecords, searchRecords } from '@syncgrant/contracts';
import { IconArrowMerge, IconArrowsExchange, IconCopy, IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { ConvertDialog } from './convert-dialog.tsx';
import type { Field } from './field-form.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { rightTo, type RecordVerb, type Right } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import type { StoredRecord } from './use-record-form.ts';
import type { ShownModule } from './with-module.tsx';

/**
 * What can be done with a record beyond changing its fields. A converted lead is only looked at, or deleted; what is `barred`, for
 * the reason given, is only looked at or copied.
 */
export function RecordActions({
  module,
  words,
  fields,
  record,
  title,
  converted,
  barred,
}: ShownModule & {
  readonly fields: readonly Field[];
  readonly record: StoredRecord;
  readonly title: string;
  readonly converted: boolean;
  readonly barred: string | null;
}) {
  const session = useSession();
  const navigate = useNavigate();
  const [converts, convertDialog] = useDisclosure(false);
  const [merges, mergeDialog] = useDisclosure(false);
  const [asksDelete, deleteDialog] = useDisclosure(false);
  const { id } = record;
  const rightOn = (verb: RecordVerb): Right => {
    const right = rightTo(session, verb, module);
    return barred !== null && right.kind === 'granted' ? { kind: 'refused', reason: barred } : right;
  };
  const params = { module, id };
  const remove = useChange(deleteRecord, {
    refreshes: [listRecords, searchRecords],
    onSuccess: () => {
      showSuccess(text.records.deleted(words.one));
      void navigate(`/records/${module}`, { replace: true });
    },
  });
  const clone = useChange(cloneRecord, {
    refreshes: [listRecords, searchRecords],
    onSuccess: ({ data }) => {
      showSuccess(text.records.created(words.one));
      const copy = data[0]?.details['id'];
      if (typeof copy === 'string') void navigate(`/records/${module}/${copy}`);
    },
  });

  return (
    <>
      {!converted && module === 'Leads' && (
        <RightButton
          right={rightOn('Convert')}
          leftSection={<IconArrowsExchange size={16} aria-hidden />}
          onClick={convertDialog.open}
        >
          {text.records.convert.action}
        </RightButton>
      )}
      {!converted && (
        <RightButton
          right={rightOn('Merge')}
          variant="default"
          leftSection={<IconArrowMerge size={16} aria-hidden />}
          onClick={mergeDialog.open}
        >
          {text.records.merge.find}
        </RightButton>
      )}
      {!converted && (
        <RightButton
          right={rightTo(session, 'Create', module)}
          variant="default"
          leftSection={<IconCopy size={16} aria-hidden />}
          loading={clone.isPending}
          onClick={() => clone.mutate({ params })}
        >
          {text.records.clone}
        </RightButton>
      )}
      <RightButton
        right={rightOn('Delete')}
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={deleteDialog.open}
      >
        {text.records.delete}
      </RightButton>
      <ConvertDialog id={id} name={title} opened={converts} onClose={convertDialog.close} />
      <MergeDialog
        module={module}
        fields={fields}
        record={record}
        opened={merges}
        onClose={mergeDialog.close}
      />
      <ConfirmDialog
        opened={asksDelete}
        title={text.records.deleteTitle(words.one)}
        confirm={text.records.delete}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
        onClose={deleteDialog.close}
      >
        <Text size="sm">{text.records.deleteNote}</Text>
      </ConfirmDialog>
    </>
  );
}
