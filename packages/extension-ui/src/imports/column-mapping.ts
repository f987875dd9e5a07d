import {
  findField,
  isCellField,
  RECORD_FIELDS,
  type FieldDataType,
  type FieldMeta,
  type RecordModule,
} from '@syncgrant/core';
import type { ImportOptions } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from '../records/record-access.ts';

/** By the names of columns: the field that a column goes to, or null. */
type Mapping = ImportOptions['mapping'];

/** What a record was called in the system from which it is migrated. */
export const OLD_ID = '$old_id';

/** The system's own fields, which migrated records bring along. */
const KEPT_TIMES: readonly string[] = ['Created_Time', 'Modified_Time'];

type MappingOptions = Pick<ImportOptions, 'mapping' | 'mode' | 'migration'>;

/** Beside a reference to records of several modules: which of them. */
export const RELATED_MODULE = '$se_module';

/**
 * Says of every column of a file which field it goes to: the one that the options name, or else the one of the same label or API
 * name that the caller may write. `fields` are the module's as the organisation has them. A column called `Account_Name.id`, as
 * exports have it, comes before `Account_Name`.
 */
export function mapColumns(
  records: RecordAccess,
  fields: readonly FieldMeta[],
  columns: readonly string[],
  options: MappingOptions,
): Mapping | Refusal {
  const { mapping: given } = options;
  const strange = Object.keys(given).find((name) => !columns.includes(name));
  if (strange !== undefined) return wrongMapping(strange, `The file has no column ${strange}.`);
  const taken = new Set<string>();
  for (const [column, target] of Object.entries(given)) {
    if (target === null) continue;
    const refused = refusedTarget(records, column, target, options);
    if (refused !== null) return refused;
    if (taken.has(target)) return wrongMapping(column, `Two columns go to ${target}.`);
    taken.add(target);
  }
  const mapping = new Map<string, string | null>();
  const free = (name: string) => name !== '' && !Object.hasOwn(given, name);
  for (const suffix of [/\.id$/i, null]) {
    for (const column of columns.filter(free)) {
      if (mapping.get(column) || (suffix !== null && !suffix.test(column))) continue;
      const target = targetNamed(fields, column.replace(suffix ?? '', ''), options);
      const fits =
        target !== undefined &&
        !taken.has(target) &&
        refusedTarget(records, column, target, options) === null;
      mapping.set(column, fits ? target : null);
      if (fits) taken.add(target);
    }
  }
  return { ...Object.fromEntries(mapping), ...given };
}

const wrongMapping = (column: string, message: string): Refusal =>
  new Refusal(400, 'INVALID_DATA', message, { api_name: 'mapping', column });

/** Why a column may not go to a field. */
function refusedTarget(
  records: RecordAccess,
  column: string,
  target: string,
  { mode, migration }: MappingOptions,
): Refusal | null {
  if (target === OLD_ID) {
    return migration === undefined ? wrongMapping(column, 'Only a migration has old ids.') : null;
  }
  if (target === RELATED_MODULE && relationOf(records.module) !== undefined) return null;
  const field = findField(records.module, target);
  if (field === undefined) return wrongMapping(column, `There is no field ${target} in ${records.module}.`);
  if (target === 'id') {
    return mode === 'insert' ? wrongMapping(column, 'New records get their ids from the system.') : null;
  }
  const kept = migration !== undefined && KEPT_TIMES.includes(target);
  if (!isCellField(field) && !kept) {
    return wrongMapping(
      column,
      `${field.label} cannot be imported: it ${NO_CELL[field.dataType] ?? SYSTEM}.`,
    );
  }
  return refusedBy(records.decideWrite(target));
}

const NO_CELL: Readonly<Partial<Record<FieldDataType, string>>> = {
  subform: 'has rows of its own',
  profileimage: 'is uploaded to each record',
};
const SYSTEM = 'is written by the system alone';

const relationOf = (module: RecordModule): FieldMeta | undefined =>
  RECORD_FIELDS[module].find(({ lookupModule }) => lookupModule === 'se_module');

/** Letters and digits alone decide: `E-Mail`, `email` and `E mail` are the same. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}$]/gu, '');

function targetNamed(
  fields: readonly FieldMeta[],
  column: string,
  { migration }: MappingOptions,
): string | undefined {
  const wanted = plain(column);
  if (migration !== undefined && ['id', 'recordid'].includes(wanted)) return OLD_ID;
  if (wanted === plain(RELATED_MODULE)) return RELATED_MODULE;
  return fields.find(({ apiName, label }) => [plain(apiName), plain(label)].includes(wanted))?.apiName;
}

/** Mandatory fields that no column goes to, where rows may become new records. */
export function missingFields(module: RecordModule, { mapping, mode }: ImportOptions): readonly string[] {
  const targets = new Set(Object.values(mapping));
  return mode === 'update'
    ? []
    : RECORD_FIELDS[module]
        .filter(({ mandatory, apiName }) => mandatory && !targets.has(apiName))
        .map(({ apiName }) => apiName);
}
