import { Badge, Button, Checkbox, Group, Modal, Radio, ScrollArea, Stack, Table, Text } from '@mantine/core';
import {
  findDuplicates,
  listRecordNotes,
  mergeRecords,
  type CrmModule,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { MOST_MERGED } from '@syncgrant/core';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { showSuccess } from '../shell/notify.ts';
import { plainValue } from '../shell/plain-value.ts';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { groupFields, type Field } from './field-form.ts';
import { isOwner } from './field-input.tsx';
import { FieldValue } from './field-value.tsx';
import { isNoContent } from './no-content.ts';
import { recordTitle } from './record-title.ts';
import { RECORD_READS, type StoredRecord } from './use-record-form.ts';

/** Finds the duplicates of a record, lets somebody choose which value of each field stays, and merges them into it. */
export function MergeDialog({
  module,
  fields,
  record,
  opened,
  onClose,
}: {
  readonly module: CrmModule;
  readonly fields: readonly Field[];
  readonly record: StoredRecord;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const duplicates = useApi(findDuplicates, { params: { module, id: record.id } }, { enabled: opened });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.records.merge.title}
      size="xl"
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {isNoContent(duplicates.error) ? (
        <NothingState title={text.records.merge.none} description={text.records.merge.noneNote} />
      ) : (
        <Answered query={duplicates} loading={<LoadingState rows={2} />}>
          {({ data }) => (
            <Merging module={module} fields={fields} master={record} found={data} onClose={onClose} />
          )}
        </Answered>
      )}
    </Modal>
  );
}

function Merging({
  module,
  fields,
  master,
  found,
  onClose,
}: {
  readonly module: CrmModule;
  readonly fields: readonly Field[];
  readonly master: StoredRecord;
  readonly found: readonly CrmRecordBody[];
  readonly onClose: () => void;
}) {
  const [ids, setIds] = useState<readonly string[]>([]);
  /** By field: the id of the record whose value stays. */
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({});
  const others = found
    .map((values): StoredRecord => ({ id: String(values['id']), values }))
    .filter(({ id }) => ids.includes(id));
  const sides = [master, ...others];
  const differing = groupFields(module, fields).editable.filter(
    (field) => !isOwner(field) && new Set(sides.map((side) => wordsIn(side.values, field))).size > 1,
  );
  const winnerOf = (field: Field): string => {
    const filled = sides.find((side) => wordsIn(side.values, field) !== text.none) ?? master;
    return choices[field.api_name] ?? filled.id;
  };
  const merge = useChange(mergeRecords, {
    refreshes: [...RECORD_READS, findDuplicates, listRecordNotes],
    onSuccess: () => {
      showSuccess(text.records.merge.done(ids.length + 1));
      onClose();
    },
  });
  const submit = (): void => {
    const fieldsOf = (id: string) =>
      differing.filter((field) => winnerOf(field) === id).map(({ api_name }) => ({ api_name }));
    merge.mutate({
      params: { module, id: master.id },
      body: {
        merge: [
          {
            data: ids.map((id) => ({ id, _fields: fieldsOf(id) })),
            master_record_fields: fieldsOf(master.id),
          },
        ],
      },
    });
  };

  return (
    <Stack>
      <Text size="sm">{text.records.merge.lead}</Text>
      <Stack gap="xs" role="group" aria-label={text.records.merge.found}>
        {found.map((record) => {
          const id = String(record['id']);
          return (
            <Group key={id} gap="xs">
              <Checkbox
                label={recordTitle(module, record) ?? text.records.untitled}
                checked={ids.includes(id)}
                disabled={!ids.includes(id) && ids.length >= MOST_MERGED}
                onChange={() =>
                  setIds((before) =>
                    before.includes(id) ? before.filter((each) => each !== id) : [...before, id],
                  )
                }
              />
              {sameFields(record, fields).map((label) => (
                <Badge key={label} size="sm" variant="light" tt="none">
                  {text.records.merge.same(label)}
                </Badge>
              ))}
            </Group>
          );
        })}
      </Stack>
      {others.length > 0 && (
        <ScrollArea>
          <Table aria-label={text.records.merge.choose} miw={480} verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text.records.merge.field}</Table.Th>
                {sides.map((side) => (
                  <Table.Th key={side.id}>
                    {recordTitle(module, side.values) ?? text.records.untitled}
                    {side.id === master.id && (
                      <Text size="xs" c="dimmed">
                        {text.records.merge.stays}
                      </Text>
                    )}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differing.length === 0 && (
                <Table.Tr>
                  <Table.Td colSpan={sides.length + 1}>{text.records.merge.equal}</Table.Td>
                </Table.Tr>
              )}
              {differing.map((field) => (
                <Table.Tr key={field.api_name}>
                  <Table.Th scope="row" fw={500}>
                    {field.field_label}
                  </Table.Th>
                  {sides.map(({ id, values }) => {
                    const title = recordTitle(module, values) ?? text.records.untitled;
                    return (
                      <Table.Td key={id} style={{ overflowWrap: 'anywhere' }}>
                        <Radio
                          name={field.api_name}
                          checked={winnerOf(field) === id}
                          onChange={() => setChoices((before) => ({ ...before, [field.api_name]: id }))}
                          aria-label={text.records.merge.take(field.field_label, title)}
                          label={<FieldValue module={module} field={field} record={values} links={false} />}
                        />
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button color="red" loading={merge.isPending} disabled={ids.length === 0} onClick={submit}>
          {text.records.merge.action(ids.length + 1)}
        </Button>
      </Group>
    </Stack>
  );
}

const wordsIn = (record: CrmRecordBody, field: Field): string => plainValue(record[field.api_name]);

/** Labels of the fields in which a duplicate is the same. */
const sameFields = (record: CrmRecordBody, fields: readonly Field[]): readonly string[] => {
  const names: unknown = record['$duplicate_fields'];
  if (!Array.isArray(names)) return [];
  return fields.filter(({ api_name }) => names.includes(api_name)).map(({ field_label }) => field_label);
};
