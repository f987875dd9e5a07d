import { Button, Card, Group, Table, Text } from '@mantine/core';
import { listUserGroups, type UserGroupSummary } from '@syncgrant/contracts';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useApiPages } from '../api/use-api.ts';
import { isNoContent } from '../records/no-content.ts';
import { LoadMore } from '../shell/load-more.tsx';
import { Page } from '../shell/page.tsx';
import { RowAction } from '../shell/row-action.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ExactMoment } from '../time/moment.tsx';
import { DeleteGroupDialog } from './delete-group-dialog.tsx';
import { GroupDialog, type DescribedGroup } from './group-dialog.tsx';

const words = text.people.groups;

export function GroupsPage() {
  const groups = useApiPages(listUserGroups, {}, ({ info }) =>
    info.more_records ? { query: { page: info.page + 1 } } : undefined,
  );
  const [described, setDescribed] = useState<DescribedGroup | null>(null);
  const [deleted, setDeleted] = useState<UserGroupSummary | null>(null);
  const nothing = <NothingState title={words.empty} description={words.emptyNote} />;

  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDescribed('new')}>
          {words.add}
        </Button>
      }
    >
      {isNoContent(groups.error) ? (
        nothing
      ) : (
        <Answered query={groups} loading={<LoadingState rows={4} height={56} />}>
          {(answer) => {
            const known = answer.pages.flatMap((page) => page.user_groups);
            if (known.length === 0) return nothing;
            return (
              <Card padding={0}>
                <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover aria-label={words.table}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>{words.group}</Table.Th>
                      <Table.Th visibleFrom="sm">{words.changed}</Table.Th>
                      <Table.Th w={96} aria-label={words.actions} />
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {known.map((group) => (
                      <Table.Tr key={group.id}>
                        <Table.Td>
                          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                            {group.name}
                          </Text>
                          <Text size="sm" c="dimmed">
                            {group.description}
                          </Text>
                        </Table.Td>
                        <Table.Td visibleFrom="sm">
                          <Text size="sm" c="dimmed">
                            <ExactMoment at={group.modified_time} />
                          </Text>
                        </Table.Td>
                        <Table.Td>
                          <Group gap={4} wrap="nowrap" justify="flex-end">
                            <RowAction
                              label={words.edit(group.name)}
                              icon={IconPencil}
                              onClick={() => setDescribed({ id: group.id })}
                            />
                            <RowAction
                              label={words.deleteOf(group.name)}
                              icon={IconTrash}
                              onClick={() => setDeleted(group)}
                            />
                          </Group>
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
                <LoadMore pages={groups} />
              </Card>
            );
          }}
        </Answered>
      )}
      <GroupDialog described={described} onClose={() => setDescribed(null)} />
      <DeleteGroupDialog group={deleted} onClose={() => setDeleted(null)} />
    </Page>
  );
}
