import { ActionIcon, Anchor, Badge, Card, Group, Stack, Table, Text, Tooltip } from '@mantine/core';
import { listProfiles, type ProfileSummary } from '@syncgrant/contracts';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { CloneDialog } from './clone-dialog.tsx';

export function ProfilesPage() {
  const profiles = useApi(listProfiles, {});
  const [cloned, setCloned] = useState<ProfileSummary | null>(null);

  return (
    <Page title={text.profiles.title} lead={text.profiles.lead}>
      <Answered query={profiles} loading={<LoadingState rows={4} height={56} />}>
        {(answer) => {
          const custom = answer.profiles.filter((profile) => profile.custom).length;
          const left = Math.max(0, answer.info.license_limit - custom);
          return (
            <Stack gap="sm">
              <Text size="sm" c="dimmed">
                {text.profiles.limit(custom, answer.info.license_limit)}
              </Text>
              <Card padding={0}>
                <Table
                  verticalSpacing="sm"
                  horizontalSpacing="md"
                  highlightOnHover
                  aria-label={text.profiles.title}
                >
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{text.profiles.name}</Table.Th>
                      <Table.Th visibleFrom="sm">{text.profiles.kind}</Table.Th>
                      <Table.Th ta="end">{text.profiles.users}</Table.Th>
                      <Table.Th w={56} aria-label={text.profiles.actions} />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {answer.profiles.map((profile) => (
                      <Table.Tr key={profile.id}>
                        <Table.Td>
                          <Anchor component={Link} to={`/setup/profiles/${profile.id}`} fw={600}>
                            {profile.display_label}
                          </Anchor>
                          <Text size="sm" c="dimmed">
                            {profile.description}
                          </Text>
                        </Table.Td>
                        <Table.Td visibleFrom="sm">
                          <Badge variant="light" tt="none" color={profile.custom ? 'indigo' : 'gray'}>
                            {profile.custom ? text.profiles.custom : text.profiles.system}
                          </Badge>
                        </Table.Td>
                        <Table.Td ta="end">{profile.users_count.toLocaleString()}</Table.Td>
                        <Table.Td>
                          <Group justify="flex-end">
                            <Tooltip label={left > 0 ? text.profiles.clone : text.profiles.noneLeft}>
                              <ActionIcon
                                variant="subtle"
                                size="lg"
                                aria-label={text.profiles.cloneOf(profile.display_label)}
                                {...(left === 0 && { 'data-disabled': true, 'aria-disabled': true })}
                                onClick={() => left > 0 && setCloned(profile)}
                              >
                                <IconCopy size={18} aria-hidden />
                              </ActionIcon>
                            </Tooltip>
                          </Group>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Card>
            </Stack>
          );
        }}
      </Answered>
      <CloneDialog profile={cloned} onClose={() => setCloned(null)} />
    </Page>
  );
}
