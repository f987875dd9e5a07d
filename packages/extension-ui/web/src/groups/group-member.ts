import type { UserGroup } from '@syncgrant/contracts';
import { text } from '../text.ts';

type Member = UserGroup['sources'][number];

const KINDS = ['users', 'roles', 'subordinates'] as const;
export type MemberKind = (typeof KINDS)[number];

/** A member as an option of a select: its key tells user, role, and role with all below apart. */
export interface MemberOption {
  readonly value: string;
  readonly label: string;
}

export const optionOf = (kind: MemberKind, { id, name }: Member['source']): MemberOption => ({
  value: `${kind}:${id}`,
  label: text.people.groups.member[kind](name),
});

export const kindOf = ({ type, subordinates }: Pick<Member, 'type' | 'subordinates'>): MemberKind =>
  type === 'roles' && subordinates === true ? 'subordinates' : type;

/** What a request says of a chosen option. */
export function memberOf(value: string) {
  const [kind, id = ''] = value.split(':');
  return {
    type: kind === 'users' ? ('users' as const) : ('roles' as const),
    source: { id },
    ...(kind !== 'users' && { subordinates: kind === 'subordinates' }),
  };
}
