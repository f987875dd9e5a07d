import { Avatar, Badge, Card, Group, NativeSelect, Stack, Switch, Table, Text } from '@mantine/core';
import { listAudit, listProfiles, listUsers, updateUser, type User } from '@syncgrant/contracts';
import { IconBrandWindowsFilled } from '@tabler/icons-react';
import { useApi, useApiPages, useChange } from '../api/use-api.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import classes from './users-page.module.css';

interface ProfileChoice {
  readonly id: string;
  readonly name: string;
}

export function UsersPage() {
  const session = useSession();
  const users = useApiPages(listUsers, {}, ({ info }) =>
    info.more_records ? { query: { page: info.page + 1 } } : undefined,
  );
  // Whoever manages users but not profiles sees the profiles that are in use.
  const profiles = useApi(listProfiles, {}, { enabled: mayCall(session, listProfiles) });

  return (
    <Page title={text.users.title} lead={text.users.lead}>
      <Answered query={users} loading={<LoadingState rows={5} height={56} />}>
        {(answer) => {
          const people = answer.pages.flatMap((page) => page.users);
          if (people.length === 0) return <NothingState title={text.users.empty} />;
          const choices: ProfileChoice[] = profiles.data
            ? profiles.data.profiles.map(({ id, display_label }) => ({ id, name: display_label }))
            : [...new Map(people.map(({ profile }) => [profile.id, profile])).values()];
          return (
            <Card padding={0}>
              <Table
                className={classes['people'] ?? ''}
                verticalSpacing="sm"
                horizontalSpacing="md"
                aria-label={text.users.title}
              >
                <Table.Thead className={classes['head'] ?? ''}>
                  <Table.Tr>
                    <Table.Th>{text.users.user}</Table.Th>
                    <Table.Th>{text.users.profile}</Table.Th>
                    <Table.Th>{text.users.microsoft}</Table.Th>
                    <Table.Th>{text.users.status}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {people.map((user) => (
                    <UserRow key={user.id} user={user} choices={choices} />
                  ))}
                </Table.Tbody>
              </Table>
              <LoadMore pages={users} />
            </Card>
          );
        }}
      </Answered>
    </Page>
  );
}

function UserRow({ user, choices }: { readonly user: User; readonly choices: readonly ProfileChoice[] }) {
  const update = useChange(updateUser, { refreshes: [listUsers, listProfiles, listAudit] });
  const asked = update.isPending ? update.variables.body.users[0] : undefined;
  const active = asked?.status ? asked.status === 'active' : user.status === 'active';
  const params = { id: user.id };

  return (
    <Table.Tr className={classes['person'] ?? ''}>
      <Table.Td>
        <Group gap="sm" wrap="nowrap">
          <Avatar name={user.full_name} color="initials" radius="xl" size="sm" aria-hidden />
          <Stack gap={0}>
            <Text size="sm" fw={600}>
              {user.full_name}
            </Text>
            <Text size="xs" c="dimmed">
              {user.email}
            </Text>
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        <NativeSelect
          aria-label={text.users.profileOf(user.full_name)}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          value={asked?.profile?.id ?? user.profile.id}
          disabled={update.isPending || user.status === 'deleted'}
          onChange={({ currentTarget }) =>
            update.mutate({ params, body: { users: [{ profile: { id: currentTarget.value } }] } })
          }
        />
      </Table.Td>
      <Table.Td>
        {user.microsoft ? (
          <Badge
            variant="light"
            tt="none"
            mb={{ base: 'sm', md: 0 }}
            leftSection={<IconBrandWindowsFilled size={12} aria-hidden />}
          >
            {text.users.syncs}
          </Badge>
        ) : (
          <Text size="sm" c="dimmed" visibleFrom="md">
            {text.none}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {user.status === 'deleted' ? (
          <Badge color="gray" variant="light" tt="none">
            {text.users.deleted}
          </Badge>
        ) : (
          <Switch
            label={active ? text.users.active : text.users.inactive}
            aria-label={text.users.activeOf(user.full_name)}
            checked={active}
            disabled={update.isPending}
            onChange={({ currentTarget }) =>
              update.mutate({
                params,
                body: { users: [{ status: currentTarget.checked ? 'active' : 'inactive' }] },
              })
            }
          />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
