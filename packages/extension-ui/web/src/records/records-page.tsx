import { Anchor, Button, Card, Group, Table } from '@mantine/core';
import { listFields, listRecords, recordModuleSchema, type RecordModule } from '@syncgrant/contracts';
import { IconPlus } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useApi, useApiPages } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { COLUMNS, MARK_FIELDS } from './columns.ts';
import type { Field } from './field-form.ts';
import { FieldValue } from './field-value.tsx';
import { isNoContent } from './no-content.ts';
import { RecordMarks } from './record-marks.tsx';

const PER_PAGE = 50;
/** Types whose values are short and read badly over two lines. */
const UNBROKEN: ReadonlySet<string> = new Set(['date', 'datetime', 'phone']);

export function RecordsPage() {
  const module = recordModuleSchema.safeParse(useParams()['module']);
  return module.success ? <RecordsOf key={module.data} module={module.data} /> : <NotFoundPage />;
}

function RecordsOf({ module }: { readonly module: RecordModule }) {
  const words = text.recordModules[module];
  const mayCreate = useSession().permissions.includes(`Crm_Implied_Create_${module}`);
  const fields = useApi(listFields, { query: { module } });

  return (
    <Page
      title={words.many}
      lead={words.lead}
      actions={
        mayCreate && (
          <Button
            component={Link}
            to={`/records/${module}/new`}
            leftSection={<IconPlus size={16} aria-hidden />}
          >
            {words.create}
          </Button>
        )
      }
    >
      <Answered query={fields} loading={<LoadingState rows={6} height={48} />}>
        {(answer) => {
          const seen = (names: readonly string[]) =>
            names
              .map((name) => answer.fields.find((field) => field.api_name === name))
              .filter((field) => field !== undefined)
              .filter((field) => field.visible);
          return (
            <RecordTable
              module={module}
              columns={seen(COLUMNS[module])}
              marks={seen(MARK_FIELDS[module])}
              mayCreate={mayCreate}
            />
          );
        }}
      </Answered>
    </Page>
  );
}

function RecordTable({
  module,
  columns,
  marks,
  mayCreate,
}: {
  readonly module: RecordModule;
  readonly columns: readonly Field[];
  readonly marks: readonly Field[];
  readonly mayCreate: boolean;
}) {
  const words = text.recordModules[module];
  const params = { module };
  const names = [...columns, ...marks].map((field) => field.api_name);
  const query = { fields: ['id', ...names].join(','), per_page: PER_PAGE };
  const pages = useApiPages(listRecords, { params, query: { ...query, page: 1 } }, ({ info }) =>
    info.more_records ? { params, query: { ...query, page: info.page + 1 } } : undefined,
  );
  const nothing = (
    <NothingState title={words.empty} description={text.records.emptyNote}>
      {mayCreate && (
        <Button component={Link} to={`/records/${module}/new`} variant="light">
          {words.create}
        </Button>
      )}
    </NothingState>
  );

  if (!pages.data && isNoContent(pages.error)) return nothing;
  return (
    <Answered query={pages} loading={<LoadingState rows={6} height={48} />}>
      {(data) => {
        const records = data.pages.flatMap((page) => page.data);
        if (records.length === 0) return nothing;
        return (
          <Card padding={0}>
            <Table.ScrollContainer minWidth={0} type="native">
              <Table verticalSpacing="sm" horizontalSpacing="sm" highlightOnHover aria-label={words.many}>
                <Table.Thead>
                  <Table.Tr>
                    {columns.map((field, index) => (
                      <Table.Th key={field.api_name} {...visibility(index)}>
                        {field.field_label}
                      </Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {records.map((record) => {
                    const id = String(record['id']);
                    return (
                      <Table.Tr key={id}>
                        {columns.map((field, index) => (
                          <Table.Td
                            key={field.api_name}
                            style={
                              UNBROKEN.has(field.data_type)
                                ? { whiteSpace: 'nowrap' }
                                : { overflowWrap: field.data_type === 'email' ? 'break-word' : 'anywhere' }
                            }
                            {...visibility(index)}
                          >
                            {index === 0 ? (
                              <Group gap={6}>
                                <Anchor
                                  component={Link}
                                  to={`/records/${module}/${id}`}
                                  inherit
                                  style={{ overflowWrap: 'break-word' }}
                                >
                                  <FieldValue field={field} record={record} />
                                </Anchor>
                                <RecordMarks record={record} />
                              </Group>
                            ) : (
                              <FieldValue field={field} record={record} />
                            )}
                          </Table.Td>
                        ))}
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
            <LoadMore pages={pages} />
          </Card>
        );
      }}
    </Answered>
  );
}

/** Two columns fit a phone, three a tablet; the others wait for room. */
function visibility(index: number): { readonly visibleFrom?: 'sm' | 'md' | 'lg' } {
  if (index < 2) return {};
  return { visibleFrom: index < 3 ? 'sm' : index < 4 ? 'md' : 'lg' };
}
