import { ActionIcon, Card, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { CrmRecordBody } from '@syncgrant/contracts';
import { IconFlag, IconPencil, IconTrash, IconUserShare, IconX } from '@tabler/icons-react';
import { useSession } from '../session/session-context.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { text } from '../text.ts';
import type { Field } from './field-form.ts';
import { MassUpdateDialog } from './mass-update-dialog.tsx';
import { OutcomeDialog } from './outcome-dialog.tsx';
import { OwnerDialog } from './owner-dialog.tsx';
import { rightTo } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import { StatusDialog } from './status-dialog.tsx';
import { useBulk } from './use-bulk.ts';
import type { ShownModule } from './with-module.tsx';

/** How many records are selected, and what can be done to all of them at once. */
export function SelectionBar({
  module,
  words,
  fields,
  chosen,
  onDone,
}: ShownModule & {
  readonly fields: readonly Field[];
  readonly chosen: readonly CrmRecordBody[];
  readonly onDone: () => void;
}) {
  const session = useSession();
  const bulk = useBulk(module, chosen, onDone);
  const [updates, updateDialog] = useDisclosure(false);
  const [gives, ownerDialog] = useDisclosure(false);
  const [marks, statusDialog] = useDisclosure(false);
  const [deletes, deleteDialog] = useDisclosure(false);
  const massDelete = rightTo(session, 'Mass_Delete', module);
  const many = chosen.length > 1 && massDelete.kind !== 'not_offered';
  const status = fields.find(({ api_name }) => api_name === 'Lead_Status');
  const look = { size: 'xs', variant: 'default' } as const;

  return (
    <>
      {chosen.length > 0 && (
        <Card padding="xs" component="section" aria-label={text.records.selection}>
          <Group gap="xs">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={text.records.clearSelection}
              onClick={onDone}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
            <Text size="sm" fw={600} mr="xs" role="status">
              {text.records.selected(chosen.length)}
            </Text>
            <RightButton
              {...look}
              right={rightTo(session, 'Mass_Update', module)}
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={updateDialog.open}
            >
              {text.records.massUpdate.action}
            </RightButton>
            {status !== undefined && (
              <RightButton
                {...look}
                right={rightTo(session, 'Mass_Change_Status', module)}
                leftSection={<IconFlag size={14} aria-hidden />}
                onClick={statusDialog.open}
              >
                {text.records.changeStatus.action}
              </RightButton>
            )}
            <RightButton
              {...look}
              right={rightTo(session, 'Change_Owner', module)}
              leftSection={<IconUserShare size={14} aria-hidden />}
              onClick={ownerDialog.open}
            >
              {text.records.changeOwner.action}
            </RightButton>
            <RightButton
              {...look}
              c="red"
              right={many ? massDelete : rightTo(session, 'Delete', module)}
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={deleteDialog.open}
            >
              {text.records.delete}
            </RightButton>
          </Group>
        </Card>
      )}
      <MassUpdateDialog
        module={module}
        fields={fields}
        records={chosen.length}
        opened={updates}
        busy={bulk.busy}
        onUpdate={(values) => {
          updateDialog.close();
          bulk.update(values);
        }}
        onClose={updateDialog.close}
      />
      {status !== undefined && (
        <StatusDialog
          field={status}
          records={chosen.length}
          opened={marks}
          busy={bulk.busy}
          onChoose={(value) => {
            statusDialog.close();
            bulk.changeStatus(value);
          }}
          onClose={statusDialog.close}
        />
      )}
      <OwnerDialog
        records={chosen.length}
        opened={gives}
        busy={bulk.busy}
        onGive={(ownerId) => {
          ownerDialog.close();
          bulk.give(ownerId);
        }}
        onClose={ownerDialog.close}
      />
      <ConfirmDialog
        opened={deletes}
        title={text.records.deleteMany(chosen.length, words)}
        confirm={text.records.delete}
        danger
        busy={bulk.busy}
        onConfirm={() => {
          deleteDialog.close();
          bulk.remove(many);
        }}
        onClose={deleteDialog.close}
      >
        <Text size="sm">{text.records.deleteManyNote}</Text>
      </ConfirmDialog>
      <OutcomeDialog outcome={bulk.outcome} onClose={bulk.closeOutcome} />
    </>
  );
}
