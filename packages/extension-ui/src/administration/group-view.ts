import type { UserGroup, UserGroupSummary } from '@syncgrant/contracts';
import type { GroupEntry, NamedMember } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';

export const groupSummary = (group: GroupEntry): UserGroupSummary => ({
  id: group.id,
  name: group.name,
  description: group.description === '' ? null : group.description,
  created_by: group.createdBy,
  modified_by: group.modifiedBy,
  created_time: zohoTime(group.createdAt),
  modified_time: zohoTime(group.modifiedAt),
});

export const groupDetail = (group: GroupEntry, members: readonly NamedMember[]): UserGroup => ({
  ...groupSummary(group),
  sources: members.map((member) => ({
    type: member.type,
    source: { id: member.id, name: member.name },
    ...(member.type === 'roles' && { subordinates: member.subordinates }),
  })),
});
