import type { SyncModule } from '../permission/index.ts';
import type { CanonicalElement, CanonicalValue, FieldSpec } from './canonical.ts';
import { elementKey, elementsOf, sameValue } from './equality.ts';
import { FIELDS, fieldsOf } from './fields.ts';
import type { Json } from './json.ts';
import type { RecordFields } from './mapping/crm-values.ts';
import { recordMapping } from './mapping/index.ts';
import type { SyncChoices } from './setup.ts';

/** A value that lost a conflict, to be brought back. */
export interface LostValue {
  readonly field: string;
  readonly lost: CanonicalValue;
}

/** Whether two fields of the module only make sense together, as a start and its end do. */
export function belongTogether(module: SyncModule, first: string, second: string): boolean {
  const unit = unitOf(module, first);
  return first === second || (unit !== undefined && unit === unitOf(module, second));
}

/**
 * The CRM fields to write so that the lost values stand again; `null` when the CRM has no words for one of them. Of a
 * list only the elements that lost come back, each in the place of the one that won over it.
 */
export function restored(
  module: SyncModule,
  fields: RecordFields,
  lost: readonly LostValue[],
  choices: Pick<SyncChoices, 'contactMapping'> = {},
): Readonly<Record<string, Json>> | null {
  const mapping = recordMapping(module, choices);
  const current = mapping.fromRecord(fields);
  const wanted = lost.flatMap(({ field, lost: value }) => {
    const spec = fieldsOf(module, choices).find(({ name }) => name === field);
    return spec === undefined ? [] : [{ spec, value: valueOf(spec, current[field], value) }];
  });
  const written = mapping.toRecord(
    Object.fromEntries(wanted.map(({ spec, value }) => [spec.name, value])),
    current,
  );
  const after = mapping.fromRecord({ ...fields, ...written });
  return wanted.length === lost.length &&
    wanted.every(({ spec, value }) => sameValue(spec, after[spec.name], value))
    ? written
    : null;
}

const unitOf = (module: SyncModule, field: string): string | undefined =>
  FIELDS[module].find(({ name }) => name === field)?.unit;

function valueOf(spec: FieldSpec, current: CanonicalValue | undefined, lost: CanonicalValue): CanonicalValue {
  if (spec.kind === 'scalar') return lost;
  const key = (element: CanonicalElement): string => elementKey(spec, element);
  const back = new Map(elementsOf(lost).map((element) => [key(element), element]));
  const stays = elementsOf(current).map((element) => back.get(key(element)) ?? element);
  const there = new Set(stays.map(key));
  return [...stays, ...elementsOf(lost).filter((element) => !there.has(key(element)))];
}
