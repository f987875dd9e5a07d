import { Group, Loader, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { crmModuleSchema, type CrmModule } from '@syncgrant/contracts';
import { RELATED_MODULES } from '@syncgrant/core';
import { useState } from 'react';
import { text } from '../text.ts';
import type { Reference } from './form-value.ts';
import { findModule, useModules } from './module-words.ts';
import { usePeopleChoices, useRecordChoices, type Asked, type Choices } from './record-choices.ts';

export interface ReferenceFrame {
  readonly label: string;
  readonly value: Reference | null;
  readonly onChange: (value: Reference | null) => void;
  readonly error?: string | null;
  readonly description?: string | null;
  readonly disabled?: boolean;
  readonly withAsterisk?: boolean;
  readonly clearable?: boolean;
}

/** A record of a module, found by typing words of it. */
export function RecordSelect({ module, ...frame }: ReferenceFrame & { readonly module: CrmModule }) {
  const search = useSearch(frame.value);
  return <ChoiceSelect {...frame} search={search} choices={useRecordChoices(module, search.asked)} />;
}

/** Somebody who works with the CRM. */
export function PersonSelect(frame: ReferenceFrame) {
  const search = useSearch(frame.value);
  return <ChoiceSelect {...frame} search={search} choices={usePeopleChoices(search.asked)} />;
}

/** A record of one of several modules: first which, then the record. */
export function RelatedSelect({ label, value, onChange, ...frame }: ReferenceFrame) {
  const modules = useModules().data?.modules ?? [];
  const [chosen, setChosen] = useState<CrmModule | null>(null);
  const viewable = RELATED_MODULES.filter((name) => findModule(modules, name)?.viewable === true);
  const module = value?.module ?? chosen ?? viewable[0] ?? 'Accounts';
  const choices = RELATED_MODULES.filter((name) => name === module || viewable.includes(name));
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Select
        label={text.records.relatedModule(label)}
        data={choices.map((name) => ({
          value: name,
          label: findModule(modules, name)?.singular_label ?? text.none,
        }))}
        value={module}
        disabled={frame.disabled ?? false}
        allowDeselect={false}
        w={150}
        onChange={(name) => {
          setChosen(crmModuleSchema.safeParse(name).data ?? null);
          onChange(null);
        }}
      />
      <Stack gap={0} flex={1}>
        <RecordSelect
          key={module}
          {...frame}
          label={label}
          module={module}
          value={value}
          onChange={(reference) => onChange(reference && { ...reference, module })}
        />
      </Stack>
    </Group>
  );
}

const WAIT_MS = 250;

interface Search {
  readonly opened: boolean;
  readonly asked: Asked;
  readonly setOpened: (opened: boolean) => void;
  readonly setTyped: (typed: string) => void;
}

const nameOf = (value: Reference): string => value.name || text.records.unseen;

/** What somebody types, once they pause. The field holds the chosen name until they do, which is not searched for. */
function useSearch(value: Reference | null): Search {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const [word] = useDebouncedValue(value !== null && typed === nameOf(value) ? '' : typed.trim(), WAIT_MS);
  return { opened, asked: { word, enabled: opened }, setOpened, setTyped };
}

function ChoiceSelect({
  label,
  value,
  onChange,
  search,
  choices,
  error,
  description,
  disabled = false,
  withAsterisk = false,
  clearable = true,
}: ReferenceFrame & { readonly search: Search; readonly choices: Choices }) {
  const offered =
    value === null ? choices.found : [value, ...choices.found.filter(({ id }) => id !== value.id)];

  return (
    <Select
      label={label}
      error={error ?? null}
      description={description ?? null}
      disabled={disabled}
      withAsterisk={withAsterisk}
      clearable={clearable && !disabled}
      searchable
      data={offered.map((each) => ({ value: each.id, label: nameOf(each) }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(offered.find((each) => each.id === id) ?? null)}
      onSearchChange={search.setTyped}
      onDropdownOpen={() => search.setOpened(true)}
      onDropdownClose={() => search.setOpened(false)}
      // What was found is what was asked for.
      filter={({ options }) => options}
      placeholder={disabled ? '' : text.records.typeToFind}
      nothingFoundMessage={
        choices.loading ? (
          <Loader size="xs" aria-label={text.states.loading} />
        ) : (
          <Text size="sm" component="span">
            {choices.problem ?? text.records.nothingFound}
          </Text>
        )
      }
      rightSection={choices.loading && search.opened ? <Loader size={14} aria-hidden /> : undefined}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
