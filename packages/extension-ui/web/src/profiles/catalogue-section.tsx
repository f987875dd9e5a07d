import {
  Accordion,
  Badge,
  Card,
  Fieldset,
  Group,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { MICROSOFT_EXTENSION, type ProfileDetail } from '@syncgrant/contracts';
import { CATALOGUE } from '@syncgrant/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { isInEffect } from './in-effect.ts';
import { searchCatalogue, type FoundSection } from './catalogue-search.ts';
import { PermissionSwitch, type SwitchBoard } from './permission-switch.tsx';
import type { Permission } from './permission-tree.ts';

const SEARCH_DELAY_MS = 150;

/** Every other permission of the profile, section by section, with a search over all of them. */
export function CatalogueSection({
  sections,
  board,
}: {
  readonly sections: ProfileDetail['sections'];
  readonly board: SwitchBoard;
}) {
  const heading = useId();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), SEARCH_DELAY_MS);
  const [onlyInEffect, setOnlyInEffect] = useState(false);
  const [opened, setOpened] = useState<string[]>([]);

  const microsoft: readonly string[] = MICROSOFT_EXTENSION.permissions;
  const isShown = ({ name }: Permission): boolean => !onlyInEffect || isInEffect(name);
  const found = searchCatalogue(sections, board.tree, search, isShown).filter((section) =>
    section.categories.some((category) =>
      category.permissions.some((permission) => !microsoft.includes(permission.name)),
    ),
  );

  return (
    <Card component="section" aria-labelledby={heading}>
      <Stack>
        <Group justify="space-between" align="flex-end" gap="sm">
          <Stack gap={2} maw={520}>
            <Title order={2} size="h3" id={heading}>
              {text.profile.all}
            </Title>
            <Text size="sm" c="dimmed">
              {text.profile.allLead}
            </Text>
          </Stack>
          <Group gap="md">
            <Switch
              label={text.profile.onlyInEffect}
              checked={onlyInEffect}
              onChange={({ currentTarget }) => setOnlyInEffect(currentTarget.checked)}
            />
            <TextInput
              type="search"
              aria-label={text.profile.search}
              placeholder={text.profile.search}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              w={{ base: '100%', xs: 280 }}
            />
          </Group>
        </Group>
        {found.length === 0 ? (
          <NothingState title={text.profile.noMatch} description={text.profile.noMatchNote} />
        ) : (
          <Accordion
            multiple
            variant="separated"
            order={3}
            keepMounted={false}
            value={search === '' ? opened : found.map((section) => section.name)}
            onChange={setOpened}
          >
            {found.map((section) => (
              <Accordion.Item key={section.name} value={section.name}>
                <Accordion.Control>
                  <SectionTitle section={section} />
                </Accordion.Control>
                <Accordion.Panel>
                  <Stack>
                    {section.categories.map((category) => (
                      <Fieldset key={category.name} legend={category.label} p="sm">
                        <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} verticalSpacing="sm">
                          {category.permissions.map((permission) => (
                            <PermissionSwitch
                              key={permission.id}
                              permission={permission}
                              board={board}
                              label={permission.display_label}
                            />
                          ))}
                        </SimpleGrid>
                      </Fieldset>
                    ))}
                  </Stack>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        )}
      </Stack>
    </Card>
  );
}

function SectionTitle({ section }: { readonly section: FoundSection }) {
  const all = section.categories.flatMap((category) => category.permissions);
  const on = all.filter((permission) => permission.enabled).length;
  return (
    <Group justify="space-between" wrap="nowrap" pe="sm">
      <Text fw={500}>{sectionLabel(section.name)}</Text>
      <Badge variant="light" color={on === 0 ? 'gray' : 'indigo'} tt="none">
        {text.profile.onOf(on, all.length)}
      </Badge>
    </Group>
  );
}

/** A section travels without its label. */
const sectionLabel = (name: string): string =>
  CATALOGUE.sections.find((section) => section.name === name)?.label ?? name;
