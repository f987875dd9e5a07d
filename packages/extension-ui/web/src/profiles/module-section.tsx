import { Card, Stack, Table, Text, Title } from '@mantine/core';
import { governingModule, MODULES, RECORD_MODULES } from '@syncgrant/core';
import { useId } from 'react';
import { text } from '../text.ts';
import { PermissionSwitch, type SwitchBoard } from './permission-switch.tsx';
import type { Permission } from './permission-tree.ts';

const VERBS = ['Tab', 'View', 'Create', 'Edit', 'Delete'] as const;

/** Modules with permissions of their own. */
const GOVERNING = [...new Set(RECORD_MODULES.map(governingModule))].map((name) => MODULES[name]);

/** What the profile may do with records: a row per module, a column per right. */
export function ModuleSection({
  permissions,
  board,
}: {
  readonly permissions: readonly Permission[];
  readonly board: SwitchBoard;
}) {
  const heading = useId();
  const byName = new Map(permissions.map((permission) => [permission.name, permission]));

  return (
    <Card component="section" aria-labelledby={heading}>
      <Stack gap="sm">
        <Stack gap={2}>
          <Title order={2} size="h3" id={heading}>
            {text.profile.modules}
          </Title>
          <Text size="sm" c="dimmed">
            {text.profile.modulesLead}
          </Text>
        </Stack>
        <Table.ScrollContainer minWidth={520}>
          <Table aria-labelledby={heading} horizontalSpacing={6} verticalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{text.profile.module}</Table.Th>
                {VERBS.map((verb) => (
                  <Table.Th key={verb} ta="center">
                    {text.profile.verbs[verb]}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {GOVERNING.map(({ label, code }) => (
                <Table.Tr key={code}>
                  <Table.Th scope="row" fw={500}>
                    {label}
                  </Table.Th>
                  {VERBS.map((verb) => {
                    const permission = byName.get(`Crm_Implied_${verb}_${code}`);
                    return (
                      <Table.Td key={verb} ta="center">
                        {permission && (
                          <PermissionSwitch
                            compact
                            permission={permission}
                            board={board}
                            label={`${text.profile.verbs[verb]} ${label}`}
                          />
                        )}
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Stack>
    </Card>
  );
}
