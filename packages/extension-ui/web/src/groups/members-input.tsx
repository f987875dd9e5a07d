import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { listPeople, listRoles } from '@syncgrant/contracts';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { optionOf, type MemberOption } from './group-member.ts';

const words = text.people.groups;
const SEARCH_DELAY_MS = 200;

/** Chooses users, found by name, and roles with or without those below. */
export function MembersInput({
  value,
  onChange,
  error,
}: {
  readonly value: readonly MemberOption[];
  readonly onChange: (members: MemberOption[]) => void;
  readonly error: string | null;
}) {
  const [search, setSearch] = useState('');
  const [word] = useDebouncedValue(search.trim(), SEARCH_DELAY_MS);
  const people = useApi(listPeople, { query: word === '' ? {} : { word } });
  const roles = useApi(listRoles, {}, { enabled: mayCall(useSession(), listRoles) });

  const found = {
    users: (people.data?.people ?? []).map((person) => optionOf('users', person)),
    roles: (roles.data?.roles ?? []).map((role) => optionOf('roles', role)),
    subordinates: (roles.data?.roles ?? []).map((role) => optionOf('subordinates', role)),
  };
  const all = Object.values(found).flat();
  const unseen = value.filter((member) => !all.some((option) => option.value === member.value));
  const known = [...all, ...unseen];

  return (
    <MultiSelect
      label={words.members}
      placeholder={value.length === 0 ? words.membersSearch : ''}
      data={[
        { group: words.kinds.users, items: [...found.users, ...unseen] },
        { group: words.kinds.roles, items: found.roles },
        { group: words.kinds.subordinates, items: found.subordinates },
      ].filter(({ items }) => items.length > 0)}
      value={value.map((member) => member.value)}
      onChange={(chosen) =>
        onChange(chosen.flatMap((key) => known.find((option) => option.value === key) ?? []))
      }
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      hidePickedOptions
      nothingFoundMessage={words.nobody}
      error={error}
      withAsterisk
    />
  );
}
