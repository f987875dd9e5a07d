import { MultiSelect, type ComboboxItem, type ComboboxParsedItem } from '@mantine/core';
import { text } from '../text.ts';
import { SCOPE_GROUPS, scopeInWords } from './scopes.ts';

/** Chooses scopes by what they mean; the picked ones are there by name in a title. */
export function ScopesInput({
  value,
  onChange,
  among,
  label = text.programs.clients.scopes,
  description = text.programs.clients.scopesNote,
  error,
}: {
  readonly value: readonly string[];
  readonly onChange: (scopes: string[]) => void;
  /** The only ones to choose from; everything there is when left out. */
  readonly among?: readonly string[];
  readonly label?: string;
  readonly description?: string;
  readonly error?: string | null;
}) {
  const data = among
    ? among.map((scope) => ({ value: scope, label: scopeInWords(scope) }))
    : SCOPE_GROUPS.map(({ group, items }) => ({ group, items: [...items] }));
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? text.programs.clients.scopesSearch : ''}
      data={data}
      value={[...value]}
      onChange={onChange}
      searchable
      clearable
      hidePickedOptions
      maxDropdownHeight={280}
      nothingFoundMessage={text.programs.clients.noScope}
      filter={({ options, search }) => matching(options, wordsOf(search))}
      error={error ?? null}
      withAsterisk
    />
  );
}

const wordsOf = (search: string): readonly string[] =>
  search
    .toLowerCase()
    .split(/[\s:]+/)
    .filter(Boolean);

/** Every word of the search has to be there, in the words for a scope or in its name. */
function matching(options: readonly ComboboxParsedItem[], words: readonly string[]): ComboboxParsedItem[] {
  return options.flatMap<ComboboxParsedItem>((option) => {
    if (!('group' in option)) return isMatch(option, words) ? [option] : [];
    const items = option.items.filter((item) => isMatch(item, words));
    return items.length === 0 ? [] : [{ ...option, items }];
  });
}

function isMatch({ label, value }: ComboboxItem, words: readonly string[]): boolean {
  const described = `${label} ${value}`.toLowerCase();
  return words.every((word) => described.includes(word));
}
