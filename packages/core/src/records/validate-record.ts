import { Temporal } from 'temporal-polyfill';
import { accept, refuse, type CheckedValue } from './checked-value.ts';
import type { FieldMeta } from './field-meta.ts';
import { checkValue, isEmpty } from './field-value.ts';
import { RECORD_FIELDS } from './record-fields.ts';
import { RELATED_MODULES, type RecordModule } from './record-modules.ts';
import { identifiedRows, rowsOfNewRecord } from './subform-rows.ts';

/** Values by API name, as they come in and as they are stored; null is an empty field. */
export type RecordValues = Readonly<Record<string, unknown>>;

export interface FieldError {
  readonly apiName: string;
  readonly code: 'INVALID_DATA' | 'MANDATORY_NOT_FOUND';
  /** One sentence that names the field. */
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** From the record to the wrong value: `Participants[0].participant`. */
  readonly path: string;
}

export type ValidRecord =
  | { readonly ok: true; readonly fields: RecordValues }
  | { readonly ok: false; readonly errors: readonly [FieldError, ...FieldError[]] };

/** A new record, or a change of one that holds `current`. */
export type ValidationMode =
  | { readonly kind: 'create' }
  | { readonly kind: 'update'; readonly current: RecordValues };

/**
 * Checks values from outside against the module's fields and brings them into the form in which they are stored. Every
 * wrong field is told. Answers only the fields that were given; who may write them is asked elsewhere. `metas` are the module's
 * fields as the organisation has them (`customizedFields`).
 */
export function validateRecord(
  module: RecordModule,
  given: RecordValues,
  mode: ValidationMode,
  metas: readonly FieldMeta[] = RECORD_FIELDS[module],
): ValidRecord {
  const errors: FieldError[] = [];
  const fields: Record<string, unknown> = {};
  for (const [apiName, value] of Object.entries(given)) {
    const meta = metas.find((known) => known.apiName === apiName);
    if (apiName === RELATED_MODULE && hasRelation(module)) {
      errors.push(...wrongRelatedModule(value));
    } else if (meta === undefined) {
      errors.push(error(apiName, apiName, `There is no field ${apiName} in ${module}.`));
    } else if (meta.readOnly) {
      errors.push(error(apiName, apiName, `${meta.label} is written by the system alone.`));
    } else if (isEmpty(value)) {
      fields[apiName] = null;
    } else {
      const checked = checkField(meta, value, mode);
      if (checked.ok) fields[apiName] = checked.value;
      else errors.push(wrongValue(meta, checked));
    }
  }
  errors.push(...missing(metas, fields, given, mode));
  const whole = mode.kind === 'create' ? fields : { ...mode.current, ...fields };
  if (errors.length === 0 && module === 'Events') errors.push(...wrongTimes(whole));
  const [first, ...others] = errors;
  return first === undefined ? { ok: true, fields } : { ok: false, errors: [first, ...others] };
}

const error = (
  apiName: string,
  path: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): FieldError => ({ apiName, code: 'INVALID_DATA', message, details, path });

const wrongValue = (
  { apiName, label }: FieldMeta,
  wrong: {
    readonly message: string;
    readonly details: Readonly<Record<string, unknown>>;
    readonly path?: string;
  },
): FieldError => error(apiName, `${apiName}${wrong.path ?? ''}`, `${label} ${wrong.message}.`, wrong.details);

function checkRows(meta: FieldMeta, value: unknown, mode: ValidationMode): CheckedValue {
  if (mode.kind === 'create') return checkValue(meta, rowsOfNewRecord(value));
  const identified = identifiedRows(value, mode.current[meta.apiName]);
  if (identified.ok) return checkValue(meta, identified.rows);
  return refuse('names a row that it does not have', {}, `[${identified.index}].id`);
}

/** A picked value that the record holds already is not asked again: it may have gone out of use since. */
function checkField(meta: FieldMeta, value: unknown, mode: ValidationMode): CheckedValue {
  switch (meta.dataType) {
    case 'subform':
      return checkRows(meta, value, mode);
    case 'picklist':
      return mode.kind === 'update' && mode.current[meta.apiName] === value
        ? accept(value)
        : checkValue(meta, value);
    default:
      return checkValue(meta, value);
  }
}

/** Beside a lookup that may name a record of several modules: which of them. Which it is, the record itself says. */
const RELATED_MODULE = '$se_module';

const hasRelation = (module: RecordModule): boolean =>
  RECORD_FIELDS[module].some(({ lookupModule }) => lookupModule === 'se_module');

const wrongRelatedModule = (value: unknown): readonly FieldError[] =>
  isEmpty(value) || RELATED_MODULES.some((known) => known === value)
    ? []
    : [
        error(
          RELATED_MODULE,
          RELATED_MODULE,
          `${RELATED_MODULE} must be one of ${RELATED_MODULES.join(', ')}.`,
          {
            supported_values: RELATED_MODULES,
          },
        ),
      ];

/** Mandatory fields that a new record lacks, or that a change would empty. */
function missing(
  metas: readonly FieldMeta[],
  fields: RecordValues,
  given: RecordValues,
  mode: ValidationMode,
): readonly FieldError[] {
  return metas
    .filter(({ mandatory, apiName }) => {
      const wrong = apiName in given && !(apiName in fields);
      const absent = mode.kind === 'create' ? (fields[apiName] ?? null) === null : fields[apiName] === null;
      return mandatory && absent && !wrong;
    })
    .map(({ apiName, label }) => ({
      apiName,
      code: 'MANDATORY_NOT_FOUND',
      message: `${label} is required.`,
      details: {},
      path: apiName,
    }));
}

/** A meeting ends after it starts; an all-day one may end on the day on which it starts. */
function wrongTimes(meeting: RecordValues): readonly FieldError[] {
  const { Start_DateTime: start, End_DateTime: end } = meeting;
  if (typeof start !== 'string' || typeof end !== 'string') return [];
  const allDay = meeting['All_day'] === true;
  const ordered = allDay
    ? start.slice(0, 10) <= end.slice(0, 10)
    : Temporal.Instant.compare(Temporal.Instant.from(start), Temporal.Instant.from(end)) < 0;
  if (ordered) return [];
  const rule = allDay ? 'cannot end before it starts' : 'must end after it starts';
  return [error('End_DateTime', 'End_DateTime', `The meeting ${rule}.`)];
}
