import { Button, Card, Group, NativeSelect, Stack, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  createUser,
  exportUsers,
  listProfiles,
  listRoles,
  listUsers,
  updateUser,
  type User,
} from '@syncgrant/contracts';
import { IconDownload, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { addressOf } from '../api/call.ts';
import { useApi, useApiPages } from '../api/use-api.ts';
import { ImpactDialog } from '../impact/impact-dialog.tsx';
import { useWeighedChanges } from '../impact/use-weighed-changes.ts';
import { isNoContent } from '../records/no-content.ts';
import { roleRows } from '../roles/role-rows.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { DeleteUserDialog } from './delete-user-dialog.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { UserRow, type Choice } from './user-row.tsx';
import classes from './users-page.module.css';

const words = text.people.users;

type Filter = keyof typeof words.filters;

const FILTERS = ['AllUsers', 'ActiveUsers', 'DeactiveUsers', 'NotConfirmedUsers', 'DeletedUsers'] as const;

export function UsersPage() {
  const session = useSession();
  const [type, setType] = useState<Filter>('AllUsers');
  const [invites, inviteDialog] = useDisclosure(false);
  const [deleted, setDeleted] = useState<User | null>(null);
  const changes = useWeighedChanges();
  const users = useApiPages(listUsers, { query: { type } }, ({ info }) =>
    info.more_records ? { query: { type, page: info.page + 1 } } : undefined,
  );
  const people = users.data?.pages.flatMap((page) => page.users) ?? [];
  // Whoever manages users but not profiles or roles sees those that are in use.
  const profiles = useApi(listProfiles, {}, { enabled: mayCall(session, listProfiles) });
  const roles = useApi(listRoles, {}, { enabled: mayCall(session, listRoles) });
  const profileChoices: readonly Choice[] = profiles.data
    ? profiles.data.profiles.map(({ id, display_label }) => ({ id, name: display_label }))
    : inUse(people, 'profile');
  const roleChoices: readonly Choice[] = roles.data
    ? roleRows(roles.data.roles).map(({ role }) => role)
    : inUse(people, 'role');

  return (
    <Page
      title={words.title}
      lead={mayCall(session, updateUser) ? words.lead : words.leadToLook}
      actions={
        <>
          {mayCall(session, exportUsers) && (
            <Button
              component="a"
              href={addressOf(exportUsers.path, {}, { type })}
              download
              variant="default"
              title={words.exportNote}
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {words.export}
            </Button>
          )}
          {mayCall(session, createUser) && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={inviteDialog.open}>
              {words.invite}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="sm">
        <Group>
          <NativeSelect
            aria-label={words.filter}
            data={FILTERS.map((value) => ({ value, label: words.filters[value] }))}
            value={type}
            onChange={({ currentTarget }) =>
              setType(FILTERS.find((value) => value === currentTarget.value) ?? 'AllUsers')
            }
          />
        </Group>
        {isNoContent(users.error) ? (
          <NothingState title={words.empty} description={words.emptyNote} />
        ) : (
          <Answered query={users} loading={<LoadingState rows={5} height={56} />}>
            {() => (
              <Card padding={0}>
                <Table
                  className={classes['people'] ?? ''}
                  verticalSpacing="sm"
                  horizontalSpacing="md"
                  aria-label={words.title}
                >
                  <Table.Thead className={classes['head'] ?? ''}>
                    <Table.Tr>
                      <Table.Th>{words.user}</Table.Th>
                      <Table.Th>{words.profile}</Table.Th>
                      <Table.Th>{words.role}</Table.Th>
                      <Table.Th>{words.microsoft}</Table.Th>
                      <Table.Th>{words.status}</Table.Th>
                      <Table.Th w={56} aria-label={words.actions} />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {people.map((user) => (
                      <UserRow
                        key={user.id}
                        user={user}
                        profiles={profileChoices}
                        roles={roleChoices}
                        changes={changes}
                        onDelete={() => setDeleted(user)}
                      />
                    ))}
                  </Table.Tbody>
                </Table>
                <LoadMore pages={users} />
              </Card>
            )}
          </Answered>
        )}
      </Stack>
      <ImpactDialog changes={changes} />
      <InviteDialog
        opened={invites}
        profiles={profileChoices}
        roles={roleChoices}
        onClose={inviteDialog.close}
      />
      <DeleteUserDialog user={deleted} onClose={() => setDeleted(null)} />
    </Page>
  );
}

const inUse = (people: readonly User[], what: 'profile' | 'role'): readonly Choice[] => [
  ...new Map(people.map((user) => [user[what].id, user[what]])).values(),
];
