import { Button, Card, Group, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { recordModuleSchema, type CrmModule } from '@syncgrant/contracts';
import { IconSearch } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useSession } from '../session/session-context.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { FailureState, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { COLUMNS, MARK_FIELDS } from './columns.ts';
import type { Field } from './field-form.ts';
import { isNoContent } from './no-content.ts';
import { rightTo } from './record-rights.ts';
import { RecordTable } from './record-table.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { isSorting, SORTINGS, useRecordPages } from './use-record-pages.ts';
import type { ShownModule } from './with-module.tsx';

const WAIT_MS = 300;

/** The fields of these names that one may see. */
const seenOf = (fields: readonly Field[], names: readonly string[]): readonly Field[] =>
  names
    .map((name) => fields.find((field) => field.api_name === name))
    .filter((field) => field !== undefined)
    .filter((field) => field.visible);

/** The usual columns, or the first fields that one may see where these are all hidden. */
function columnsOf(module: CrmModule, fields: readonly Field[]): readonly Field[] {
  const usual = seenOf(fields, COLUMNS[module]);
  if (usual.length > 0) return usual;
  return fields.filter((field) => field.visible && field.api_name !== 'id').slice(0, 3);
}

const isSynced = (module: CrmModule): boolean => recordModuleSchema.safeParse(module).success;

/** Records as a list: searched, sorted, page by page, with what can be done to several of them. */
export function RecordList({ fields, ...shown }: ShownModule & { readonly fields: readonly Field[] }) {
  const { module, words } = shown;
  const session = useSession();
  const mayCreate = rightTo(session, 'Create', module).kind === 'granted';
  const [address, setAddress] = useSearchParams();
  const [typed, setTyped] = useState(address.get('q') ?? '');
  const [word] = useDebouncedValue(typed.trim(), WAIT_MS);
  const sort = address.get('sort');
  const sorting = isSorting(sort) ? sort : 'newest';
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());

  const toggle = useCallback((id: string): void => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  const keep = (name: string, value: string): void =>
    setAddress(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const columns = useMemo(() => columnsOf(module, fields), [module, fields]);
  const marks = seenOf(fields, MARK_FIELDS[module] ?? []);
  const asked = ['id', ...[...columns, ...marks].map(({ api_name }) => api_name)];
  const { pages, searches, records, cut } = useRecordPages(module, { fields: asked, word, sorting });
  const nothing = records?.length === 0 || isNoContent(pages.error);
  const sortable = Object.entries(SORTINGS).filter(
    ([, { sort_by }]) => sort_by === 'id' || seenOf(fields, [sort_by]).length > 0,
  );
  // Records that are gone from the list are not done anything to.
  const chosen = (records ?? []).filter((record) => selected.has(String(record['id'])));

  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          type="search"
          flex={1}
          miw={180}
          maw={420}
          label={text.records.search}
          placeholder={text.records.searchHint}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            keep('q', currentTarget.value);
          }}
        />
        <Select
          label={text.records.sort}
          w={190}
          allowDeselect={false}
          data={sortable.map(([name]) => ({
            value: name,
            label: isSorting(name) ? text.records.sortings[name] : name,
          }))}
          value={sorting}
          onChange={(name: string | null) => keep('sort', name === 'newest' ? '' : (name ?? ''))}
        />
      </Group>
      <SelectionBar {...shown} fields={fields} chosen={chosen} onDone={() => setSelected(new Set())} />
      {nothing ? (
        searches ? (
          <NothingState title={text.records.nothingFound} description={text.records.nothingFoundNote(word)} />
        ) : (
          <NothingState
            title={text.records.empty(words.many)}
            description={isSynced(module) ? text.records.emptySyncedNote : text.records.emptyNote}
          >
            {mayCreate && (
              <Button component={Link} to={`/records/${module}/new`} variant="light">
                {text.records.create(words.one)}
              </Button>
            )}
          </NothingState>
        )
      ) : records === undefined ? (
        pages.error ? (
          <FailureState error={pages.error} onRetry={() => void pages.refetch()} />
        ) : (
          <LoadingState rows={6} height={48} />
        )
      ) : (
        <Card padding={0}>
          <RecordTable
            module={module}
            label={words.many}
            columns={columns}
            records={records}
            selected={selected}
            onToggle={toggle}
            onSelect={setSelected}
          />
          <LoadMore pages={pages} />
          {cut && (
            <Text size="sm" c="dimmed" ta="center" p="md">
              {text.records.searchCut}
            </Text>
          )}
        </Card>
      )}
    </>
  );
}
