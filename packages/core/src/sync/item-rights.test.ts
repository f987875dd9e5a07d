import { describe, expect, test } from 'vitest';
import { decideSync, SYNC_MODULES, type PermissionName } from '../permission/index.ts';
import { contextOf, without } from '../permission/testing.ts';
import {
  CONTENT,
  DIRECTIONS,
  HAPPENINGS,
  linkAfter,
  MODULES,
  told,
  type Direction,
  type Happening,
} from './testing-happenings.ts';

type Right = 'Create' | 'Edit' | 'Delete';

/** What every right decides, written down by hand: what follows, the one right that it needs, and its absence's reason. */
const RIGHTS_TABLE: Readonly<
  Record<Happening, readonly [effect: string, against: Direction, needs: Right | null, held: string | null]>
> = {
  'item new': ['create_record', 'to_microsoft', 'Create', 'no_create_permission'],
  'record new': ['create_item', 'to_crm', null, null],
  'item edited': ['write record', 'to_microsoft', 'Edit', 'no_edit_permission'],
  'record edited': ['write item', 'to_crm', null, null],
  'item deleted': ['delete_record', 'to_microsoft', 'Delete', 'no_delete_permission'],
  'record deleted': ['delete_item', 'to_crm', null, null],
  'record edited, item deleted': ['create_item', 'to_crm', null, null],
  'item edited, record deleted': ['create_record', 'to_microsoft', 'Create', 'no_create_permission'],
};

const RIGHTS = ['Create', 'Edit', 'Delete'] as const;
const LOWER = { Create: 'create', Edit: 'edit', Delete: 'delete' } as const;
const SETS = Array.from({ length: 2 ** RIGHTS.length }, (_, set) =>
  RIGHTS.filter((_right, index) => (set & (1 << index)) !== 0),
);

describe.each(MODULES)('the rights to a module decide item by item: %s', (module) => {
  const facts = SYNC_MODULES[module];
  const { values, edit } = CONTENT[module];
  const held = { item: values, record: values, bases: { crm: values, microsoft: values } };
  const grantWithout = (missing: readonly Right[], more: readonly PermissionName[] = []) =>
    decideSync(contextOf(without(...more, ...missing.map((right) => facts[LOWER[right]]))), module);

  test.each(HAPPENINGS)('%s, with every set of rights, in every direction', (happening) => {
    const [effect, against, needs, reason] = RIGHTS_TABLE[happening];
    const link = linkAfter(happening, held, edit);
    for (const missing of SETS) {
      const grant = grantWithout(missing);
      if (!grant.granted) throw new Error('View is enough to be synced');
      for (const direction of DIRECTIONS) {
        const denied = needs !== null && missing.includes(needs);
        const expected = direction === against ? 'direction' : denied ? reason : effect;
        expect([missing, direction, told(module, link, grant, direction)]).toEqual([
          missing,
          direction,
          expected,
        ]);
      }
    }
  });

  test.each(SETS)(
    'without View nothing is synced, whatever else is there: without %s %s %s',
    (...missing) => {
      const rule = { code: 'module_access_lost' };
      expect(grantWithout(missing, [facts.view])).toMatchObject({ granted: false, rule });
    },
  );
});
