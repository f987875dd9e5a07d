import { Card, Group, Stack, Table, Text } from '@mantine/core';
import { listRoles, type Role } from '@syncgrant/contracts';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { Page } from '../shell/page.tsx';
import { RowAction } from '../shell/row-action.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { DeleteRoleDialog } from './delete-role-dialog.tsx';
import { RoleDialog, type DescribedRole } from './role-dialog.tsx';
import { roleRows } from './role-rows.ts';

const words = text.people.roles;
const INDENT_REM = 1.5;

export function RolesPage() {
  const roles = useApi(listRoles, {});
  const [described, setDescribed] = useState<DescribedRole | null>(null);
  const [deleted, setDeleted] = useState<Role | null>(null);
  const known = roles.data?.roles ?? [];

  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={roles} loading={<LoadingState rows={4} height={56} />}>
        {(answer) => (
          <Card padding={0}>
            <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover aria-label={words.table}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.role}</Table.Th>
                  <Table.Th visibleFrom="sm">{words.reportsTo}</Table.Th>
                  <Table.Th w={132} aria-label={words.actions} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {roleRows(answer.roles).map(({ role, depth }) => (
                  <Table.Tr key={role.id}>
                    <Table.Td>
                      <Stack gap={0} ps={`${depth * INDENT_REM}rem`}>
                        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                          {role.name}
                        </Text>
                        <Text size="sm" c="dimmed">
                          {role.description}
                        </Text>
                      </Stack>
                    </Table.Td>
                    <Table.Td visibleFrom="sm">
                      <Text size="sm" c="dimmed">
                        {role.reporting_to?.name ?? words.top}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Group gap={4} wrap="nowrap" justify="flex-end">
                        <RowAction
                          label={words.addBelow(role.name)}
                          icon={IconPlus}
                          onClick={() => setDescribed({ kind: 'new', above: role })}
                        />
                        <RowAction
                          label={words.edit(role.name)}
                          icon={IconPencil}
                          onClick={() => setDescribed({ kind: 'known', role })}
                        />
                        {role.reporting_to && (
                          <RowAction
                            label={words.deleteOf(role.name)}
                            icon={IconTrash}
                            onClick={() => setDeleted(role)}
                          />
                        )}
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Card>
        )}
      </Answered>
      <RoleDialog described={described} roles={known} onClose={() => setDescribed(null)} />
      <DeleteRoleDialog role={deleted} roles={known} onClose={() => setDeleted(null)} />
    </Page>
  );
}
