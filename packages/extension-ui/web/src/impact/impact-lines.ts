import type { Impact, ProfileImpact } from '@syncgrant/contracts';
import { text } from '../text.ts';

const words = text.impact;

/** Whether nobody would notice: then there is nothing to ask. */
export const isHarmless = ({ userCount, setups }: Impact): boolean =>
  userCount === 0 && setups.changes.length === 0;

/** What the users of a profile gain or lose, a line each. */
export interface ProfileLines {
  readonly gains: readonly string[];
  readonly loses: readonly string[];
  readonly fields: readonly string[];
  readonly syncs: readonly string[];
}

/**
 * Puts the impact on a profile into lines. What can be done with records on pages is said by the permissions already, so of
 * the rights only those of sheets, imports and exports are told.
 */
export function linesOf({ permissions, modules, fields, syncs }: ProfileImpact): ProfileLines {
  const rights = (side: 'gained' | 'lost'): readonly string[] =>
    modules.flatMap((module) =>
      module[side].flatMap(({ action, via }) =>
        via === null ? [] : [words.right(module.label, words.actions[action], words.via[via])],
      ),
    );
  const titles = (side: 'gained' | 'lost'): readonly string[] =>
    permissions[side].map(({ label, restriction }) => (restriction ? words.restriction(label) : label));
  return {
    gains: [...titles('gained'), ...rights('gained')],
    loses: [...titles('lost'), ...rights('lost')],
    fields: fields.flatMap(fieldLines),
    syncs: syncs.map(syncLine),
  };
}

/** Profiles whose users gain and lose the same. */
export interface ProfileGroup {
  readonly title: string;
  readonly userCount: number;
  readonly lines: ProfileLines;
}

/** What concerns every profile alike is told once. */
export function groupsOf(profiles: readonly ProfileImpact[]): readonly ProfileGroup[] {
  const told = profiles.map((profile) => ({ profile, lines: linesOf(profile) }));
  return [...Map.groupBy(told, ({ lines }) => JSON.stringify(lines)).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const titles = group.map(({ profile }) => words.profile(profile.from.name, profile.to.name));
    const userCount = group.reduce((sum, { profile }) => sum + profile.userCount, 0);
    return [{ title: words.profiles(titles), userCount, lines: first.lines }];
  });
}

function fieldLines({
  moduleLabel,
  label,
  before,
  after,
  inRows,
}: ProfileImpact['fields'][number]): readonly string[] {
  const line = (from: keyof typeof words.access, to: keyof typeof words.access): string =>
    words.field(moduleLabel, label, words.access[from], words.access[to]);
  const inRowsAlike = inRows.before === before && inRows.after === after;
  return [
    ...(before === after ? [] : [line(before, after)]),
    ...(inRowsAlike || inRows.before === inRows.after
      ? []
      : [words.inRows(line(inRows.before, inRows.after))]),
  ];
}

function syncLine({ module, change, after, effects }: ProfileImpact['syncs'][number]): string {
  const name = text.modules[module];
  switch (change) {
    case 'lost':
      return words.syncChanges.lost(name, after.message);
    case 'gained':
      return words.syncChanges.gained(name);
    case 'stays_refused':
      return words.syncChanges.stays_refused(name, after.message);
    case 'changes':
      return words.syncChanges.changes(
        name,
        effects.gained.map((effect) => words.done[effect]),
        effects.lost.map((effect) => words.done[effect]),
      );
  }
}
