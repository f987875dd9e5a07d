import { Button, Group, Select, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { listFields } from '@syncgrant/contracts';
import { CONTACT_FIELDS, PROPOSED_PAIRS, type ContactPairs } from '@syncgrant/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import { useApi } from '../api/use-api.ts';
import { Answered } from '../shell/states.tsx';
import { text } from '../text.ts';
import { chosenOtherwise, propertyChoices } from './contact-choices.ts';

const NONE = '';

/** Which property at Microsoft each field of a contact is joined with: folded away until somebody wants it otherwise. */
export function ContactMappingForm({
  pairs,
  onChange,
}: {
  readonly pairs: ContactPairs;
  readonly onChange: (pairs: ContactPairs) => void;
}) {
  const [opened, { toggle }] = useDisclosure(false);
  const fields = useApi(listFields, { query: { module: 'Contacts' } }, { enabled: opened });
  const id = useId();
  const Chevron = opened ? IconChevronDown : IconChevronRight;

  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Chevron size={16} aria-hidden />}
          aria-expanded={opened}
          aria-controls={id}
          onClick={toggle}
        >
          {text.contactMapping.title}
        </Button>
        <Text size="sm" c="dimmed">
          {text.contactMapping.chosen(chosenOtherwise(pairs))}
        </Text>
      </Group>
      <div id={id} hidden={!opened}>
        {opened && (
          <Answered query={fields}>
            {(answer) => (
              <Stack gap="xs">
                <Text size="sm" c="dimmed">
                  {text.contactMapping.note}
                </Text>
                <Pairs
                  labels={new Map(answer.fields.map((field) => [field.api_name, field.field_label]))}
                  pairs={pairs}
                  onChange={onChange}
                />
                <Group justify="flex-end">
                  <Button
                    variant="default"
                    size="xs"
                    disabled={chosenOtherwise(pairs) === 0}
                    onClick={() => onChange(PROPOSED_PAIRS)}
                  >
                    {text.contactMapping.reset}
                  </Button>
                </Group>
              </Stack>
            )}
          </Answered>
        )}
      </div>
    </Stack>
  );
}

/** Fields that are hidden from the user are not among the labels, and stay as they are. */
function Pairs({
  labels,
  pairs,
  onChange,
}: {
  readonly labels: ReadonlyMap<string, string>;
  readonly pairs: ContactPairs;
  readonly onChange: (pairs: ContactPairs) => void;
}) {
  return (
    <Table.ScrollContainer minWidth={240} maxHeight={320}>
      <Table aria-label={text.contactMapping.title} verticalSpacing={6} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text.contactMapping.field}</Table.Th>
            <Table.Th>{text.contactMapping.property}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {CONTACT_FIELDS.map(({ apiName, fixed }) => {
            const label = labels.get(apiName);
            if (label === undefined) return null;
            return (
              <Table.Tr key={apiName}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>
                  <Select
                    aria-label={text.contactMapping.propertyOf(label)}
                    data={[
                      { value: NONE, label: text.contactMapping.none },
                      ...propertyChoices(pairs, apiName),
                    ]}
                    value={pairs[apiName] ?? NONE}
                    allowDeselect={false}
                    disabled={fixed}
                    searchable
                    size="xs"
                    {...(fixed && { description: text.contactMapping.fixed })}
                    onChange={(chosen) => onChange({ ...pairs, [apiName]: chosen === NONE ? null : chosen })}
                  />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
