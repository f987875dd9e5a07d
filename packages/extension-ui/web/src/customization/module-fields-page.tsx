import { Card, Table, Text } from '@mantine/core';
import { listFields, type CrmModule, type FieldMetadata } from '@syncgrant/contracts';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { WithModule } from '../records/with-module.tsx';
import { Page } from '../shell/page.tsx';
import { RowAction } from '../shell/row-action.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { FieldDialog } from './field-dialog.tsx';

const words = text.customization;
const TRAIL = [{ title: words.title, to: '/setup/modules' }];

/** The fields of a module, for those who may customize it. */
export function ModuleFieldsPage() {
  return (
    <WithModule>
      {({ module, words: { many }, metadata }) => (
        <Page title={words.fieldsOf(many)} lead={words.fieldsLead} trail={TRAIL}>
          {metadata.customizable ? (
            <Fields module={module} label={words.fieldsOf(many)} />
          ) : (
            <NothingState title={words.title} description={words.notYours} />
          )}
        </Page>
      )}
    </WithModule>
  );
}

function Fields({ module, label }: { readonly module: CrmModule; readonly label: string }) {
  const fields = useApi(listFields, { query: { module, include: 'unused_values' } });
  const [changed, setChanged] = useState<FieldMetadata | null>(null);
  return (
    <>
      <Answered query={fields} loading={<LoadingState rows={8} height={48} />}>
        {(answer) => (
          <Card padding={0}>
            <Table verticalSpacing="xs" horizontalSpacing="md" highlightOnHover aria-label={label}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.field}</Table.Th>
                  <Table.Th>{words.list}</Table.Th>
                  <Table.Th w={64} aria-label={words.actions} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {answer.fields.map((field) => (
                  <Table.Tr key={field.id}>
                    <Table.Td>{field.field_label}</Table.Td>
                    <Table.Td>
                      {field.data_type === 'picklist' && (
                        <Text size="sm" c="dimmed">
                          {words.values(
                            field.pick_list_values.filter(({ type }) => type !== 'unused').length,
                          )}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <RowAction
                        label={words.edit(field.field_label)}
                        icon={IconPencil}
                        onClick={() => setChanged(field)}
                      />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Card>
        )}
      </Answered>
      <FieldDialog key={changed?.id} module={module} field={changed} onClose={() => setChanged(null)} />
    </>
  );
}
