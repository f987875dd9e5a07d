import { Card, Group, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { MICROSOFT_EXTENSION } from '@syncgrant/contracts';
import { IconBrandWindowsFilled } from '@tabler/icons-react';
import { useId } from 'react';
import { text } from '../text.ts';
import { ProfileSyncs } from '../sync-health/profile-syncs.tsx';
import { PermissionSwitch, type SwitchBoard } from './permission-switch.tsx';
import type { Permission } from './permission-tree.ts';

/** Who may sync what with Microsoft: the three switches that this product is about. */
export function MicrosoftSection({
  profileId,
  permissions,
  board,
}: {
  readonly profileId: string;
  readonly permissions: readonly Permission[];
  readonly board: SwitchBoard;
}) {
  const heading = useId();
  const switches = MICROSOFT_EXTENSION.permissions
    .map((name) => permissions.find((permission) => permission.name === name))
    .filter((permission) => permission !== undefined);

  return (
    <Card component="section" aria-labelledby={heading}>
      <Stack>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <ThemeIcon size={36} variant="light">
            <IconBrandWindowsFilled size={20} aria-hidden />
          </ThemeIcon>
          <Stack gap={2}>
            <Title order={2} size="h3" id={heading}>
              {text.profile.microsoft}
            </Title>
            <Text size="sm" c="dimmed">
              {text.profile.microsoftLead}
            </Text>
          </Stack>
        </Group>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {switches.map((permission) => (
            <PermissionSwitch
              key={permission.id}
              permission={permission}
              board={board}
              label={permission.display_label}
              {...descriptionOf(permission.name)}
            />
          ))}
        </SimpleGrid>
        <ProfileSyncs profileId={profileId} />
      </Stack>
    </Card>
  );
}

function descriptionOf(name: string): { readonly description?: string } {
  const notes: Readonly<Record<string, string>> = text.profile.microsoftNotes;
  const description = notes[name];
  return description === undefined ? {} : { description };
}
