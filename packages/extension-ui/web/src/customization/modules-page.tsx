import { Anchor, Card, Table } from '@mantine/core';
import type { ModuleMetadata } from '@syncgrant/contracts';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useModules } from '../records/module-words.ts';
import { Page } from '../shell/page.tsx';
import { RowAction } from '../shell/row-action.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { RenameDialog } from './rename-dialog.tsx';

const words = text.customization;

/** The modules that somebody may customize. */
export function ModulesPage() {
  const modules = useModules();
  const [renamed, setRenamed] = useState<ModuleMetadata | null>(null);
  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={modules} loading={<LoadingState rows={8} height={48} />}>
        {(answer) => (
          <Card padding={0}>
            <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover aria-label={words.table}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.module}</Table.Th>
                  <Table.Th visibleFrom="sm">{words.one}</Table.Th>
                  <Table.Th w={64} aria-label={words.actions} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {answer.modules
                  .filter(({ customizable }) => customizable)
                  .map((module) => (
                    <Table.Tr key={module.id}>
                      <Table.Td>
                        <Anchor component={Link} to={`/setup/modules/${module.api_name}`} fw={600} inherit>
                          {module.plural_label}
                        </Anchor>
                      </Table.Td>
                      <Table.Td visibleFrom="sm">{module.singular_label}</Table.Td>
                      <Table.Td>
                        <RowAction
                          label={words.rename(module.plural_label)}
                          icon={IconPencil}
                          onClick={() => setRenamed(module)}
                        />
                      </Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </Card>
        )}
      </Answered>
      <RenameDialog key={renamed?.id} module={renamed} onClose={() => setRenamed(null)} />
    </Page>
  );
}
