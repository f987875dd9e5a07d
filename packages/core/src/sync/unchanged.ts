import type { SyncModule } from '../permission/index.ts';
import { sayTheSame } from './equality.ts';
import { FIELDS, fieldsOf } from './fields.ts';
import type { Bases, SeenItem } from './link.ts';
import type { SyncChoices } from './setup.ts';

/**
 * Whether an item is as both sides last agreed, whatever may flow: what cannot flow counts too, because somebody may have
 * written it. Only what nobody writes does not. An item that never agreed counts as changed.
 */
export function isUnchanged(
  module: SyncModule,
  item: SeenItem,
  bases: Bases | null,
  choices: Pick<SyncChoices, 'contactMapping'>,
): boolean {
  if (bases === null) return false;
  const specs = new Map([...FIELDS[module], ...fieldsOf(module, choices)].map((spec) => [spec.name, spec]));
  return [...specs.values()]
    .filter(({ crmWritable, microsoftWritable }) => crmWritable || microsoftWritable)
    .every((spec) => sayTheSame(spec, bases.microsoft, item.values));
}
