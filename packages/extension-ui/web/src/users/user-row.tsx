import { Avatar, Badge, Group, NativeSelect, Stack, Switch, Table, Text } from '@mantine/core';
import {
  listAudit,
  listProfiles,
  listSyncs,
  listUsers,
  previewUserUpdate,
  updateUser,
  type User,
} from '@syncgrant/contracts';
import { IconArrowsExchange, IconBrandWindowsFilled, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useCall } from '../api/call-context.ts';
import { useChange } from '../api/use-api.ts';
import type { WeighedChanges } from '../impact/use-weighed-changes.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { MailAddress } from '../shell/mail-address.tsx';
import { showFailure } from '../shell/notify.ts';
import { RowAction } from '../shell/row-action.tsx';
import { text } from '../text.ts';
import classes from './users-page.module.css';

const words = text.people.users;

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** One user: who it is, and what can be changed, each change by itself. */
export function UserRow({
  user,
  profiles,
  roles,
  changes,
  onDelete,
}: {
  readonly user: User;
  readonly profiles: readonly Choice[];
  readonly roles: readonly Choice[];
  readonly changes: WeighedChanges;
  readonly onDelete: () => void;
}) {
  const call = useCall();
  const update = useChange(updateUser, { refreshes: [listUsers, listProfiles, listAudit] });
  const asked = update.isPending ? update.variables.body.users[0] : undefined;
  const active = asked?.status ? asked.status === 'active' : user.status === 'active';
  const session = useSession();
  const mayChange = mayCall(session, updateUser);
  const fixed = !mayChange || update.isPending || user.status === 'deleted';

  const change = (title: string, asks: NonNullable<typeof asked>): void => {
    const input = { params: { id: user.id }, body: { users: [asks] } };
    changes.weigh({
      title,
      preview: () => call(previewUserUpdate, input),
      make: () => update.mutate(input),
      onRefused: showFailure,
    });
  };

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
              <MailAddress address={user.email} />
            </Text>
            {!user.confirm && user.status !== 'deleted' && (
              <Text size="xs" c="dimmed">
                {words.invited}
              </Text>
            )}
          </Stack>
        </Group>
      </Table.Td>
      <Table.Td>
        {mayChange ? (
          <NativeSelect
            aria-label={words.profileOf(user.full_name)}
            data={optionsOf(profiles, user.profile)}
            value={asked?.profile?.id ?? user.profile.id}
            disabled={fixed}
            onChange={({ currentTarget: { value: id } }) => {
              const name = profiles.find((profile) => profile.id === id)?.name ?? '';
              change(text.impact.assignTitle(user.full_name, name), { profile: { id } });
            }}
          />
        ) : (
          <Text size="sm">{user.profile.name}</Text>
        )}
      </Table.Td>
      <Table.Td>
        {mayChange ? (
          <NativeSelect
            aria-label={words.roleOf(user.full_name)}
            data={optionsOf(roles, user.role)}
            value={asked?.role?.id ?? user.role.id}
            disabled={fixed}
            onChange={({ currentTarget: { value: id } }) =>
              update.mutate({ params: { id: user.id }, body: { users: [{ role: { id } }] } })
            }
          />
        ) : (
          <Text size="sm">{user.role.name}</Text>
        )}
      </Table.Td>
      <Table.Td>
        {user.microsoft ? (
          <SyncsBadge user={user} linked={mayCall(session, listSyncs)} />
        ) : (
          <Text size="sm" c="dimmed" visibleFrom="md">
            {text.none}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {user.status === 'deleted' ? (
          <Badge color="gray" variant="light" tt="none">
            {words.deleted}
          </Badge>
        ) : (
          <Switch
            label={active ? words.active : words.inactive}
            aria-label={words.activeOf(user.full_name)}
            checked={active}
            disabled={fixed}
            onChange={({ currentTarget: { checked } }) =>
              change(
                checked
                  ? text.impact.activateTitle(user.full_name)
                  : text.impact.deactivateTitle(user.full_name),
                { status: checked ? 'active' : 'inactive' },
              )
            }
          />
        )}
      </Table.Td>
      <Table.Td ta="end">
        {!mayChange ? null : user.status === 'deleted' ? (
          <RowAction label={words.transferOf(user.full_name)} icon={IconArrowsExchange} onClick={onDelete} />
        ) : (
          <RowAction label={words.deleteOf(user.full_name)} icon={IconTrash} onClick={onDelete} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** That the user has a sync, leading to what it does where one may look after it. */
function SyncsBadge({ user, linked }: { readonly user: User; readonly linked: boolean }) {
  const look = {
    variant: 'light',
    tt: 'none',
    mb: { base: 'sm', md: 0 },
    leftSection: <IconBrandWindowsFilled size={12} aria-hidden />,
  } as const;
  return linked ? (
    <Badge
      {...look}
      component={Link}
      to={`/setup/sync-health/${user.id}`}
      aria-label={words.syncsOf(user.full_name)}
      style={{ cursor: 'pointer' }}
    >
      {words.syncs}
    </Badge>
  ) : (
    <Badge {...look}>{words.syncs}</Badge>
  );
}

/** What there is to choose from, and in any case what the user has. */
function optionsOf(choices: readonly Choice[], own: Choice) {
  const all = choices.some(({ id }) => id === own.id) ? choices : [own, ...choices];
  return all.map(({ id, name }) => ({ value: id, label: name }));
}
