import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { listPeople, type Person } from '@syncgrant/contracts';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { text } from '../text.ts';

const words = text.people.users;
const SEARCH_DELAY_MS = 200;

/** Chooses an active user, found by name, other than the one who goes. */
export function HeirSelect({
  except,
  value,
  onChange,
  disabled,
}: {
  readonly except: string;
  readonly value: Person | null;
  readonly onChange: (heir: Person | null) => void;
  readonly disabled: boolean;
}) {
  const [search, setSearch] = useState('');
  const [word] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  // What the field shows of a choice is no search.
  const query = word === '' || word === value?.name ? {} : { word };
  const people = useApi(listPeople, { query });
  const found = (people.data?.people ?? []).filter(({ id }) => id !== except);
  const known = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;

  return (
    <Select
      label={words.heir}
      placeholder={words.heirPlaceholder}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      value={value?.id ?? null}
      onChange={(id) => onChange(known.find((person) => person.id === id) ?? null)}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      clearable
      nothingFoundMessage={words.nobody}
      disabled={disabled}
    />
  );
}
