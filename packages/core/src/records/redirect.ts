import { isObject } from './checked-value.ts';
import type { FieldMeta } from './field-meta.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import type { RecordModule } from './record-modules.ts';
import type { RecordValues } from './validate-record.ts';

/** For records that are no longer what they were: the id of the record that stands for them, or null for none. */
export type Redirections = ReadonlyMap<string, string | null>;

/**
 * The fields of a record that change when lookups of the redirected records lead elsewhere, in its rows too. Empty when it
 * refers to none of them.
 */
export function redirectLookups(
  module: RecordModule,
  fields: RecordValues,
  redirections: Redirections,
): RecordValues {
  return changed(fields, RECORD_FIELDS[module], (meta, value) => redirected(meta, value, redirections));
}

/** The participants of a meeting when people are invited as other records than before; nobody stands in the list twice. */
export function redirectParticipants(
  fields: RecordValues,
  people: ReadonlyMap<string, { readonly type: 'contact' | 'lead'; readonly id: string }>,
): RecordValues {
  const participants: unknown = fields['Participants'];
  if (!Array.isArray(participants)) return {};
  const list = participants.map((each: unknown) => {
    const person = isObject(each) && isRecord(each) ? people.get(String(each['participant'])) : undefined;
    return person === undefined || !isObject(each)
      ? each
      : { ...each, type: person.type, participant: person.id };
  });
  if (list.every((each, index) => each === participants[index])) return {};
  const known = new Set<string>();
  return { Participants: list.filter((each) => isFirst(each, known)) };
}

const isRecord = ({ type }: RecordValues): boolean => type === 'contact' || type === 'lead';

function isFirst(participant: unknown, known: Set<string>): boolean {
  if (!isObject(participant)) return true;
  const key = `${String(participant['type'])} ${String(participant['participant'])}`;
  const first = !known.has(key);
  known.add(key);
  return first;
}

/** Those of the values that `change` answers differently. */
function changed(
  values: RecordValues,
  metas: readonly FieldMeta[],
  change: (meta: FieldMeta, value: unknown) => unknown,
): RecordValues {
  const changes = metas.flatMap((meta) => {
    const value = values[meta.apiName];
    const after = change(meta, value);
    return after === value ? [] : [[meta.apiName, after] as const];
  });
  return Object.fromEntries(changes);
}

function redirected(meta: FieldMeta, value: unknown, redirections: Redirections): unknown {
  if (meta.dataType === 'subform' && Array.isArray(value)) {
    const rows = value.map((row: unknown) => {
      if (!isObject(row)) return row;
      const changes = changed(row, meta.subform, (inner, its) => redirected(inner, its, redirections));
      return Object.keys(changes).length === 0 ? row : { ...row, ...changes };
    });
    return rows.every((row, index) => row === value[index]) ? value : rows;
  }
  if (meta.dataType !== 'lookup' || !isObject(value)) return value;
  const id = redirections.get(String(value['id']));
  if (id === undefined) return value;
  return id === null ? null : { id };
}
