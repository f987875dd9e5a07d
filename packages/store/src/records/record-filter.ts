import { sql, type RawBuilder } from 'kysely';
import type { Condition, Criteria, FieldMeta } from '@syncgrant/core';

/**
 * What a search asks of records. Fields that the asking user may not see take no part: criteria do not name them, and the
 * other three are told which ones count.
 */
export type RecordFilter =
  | { readonly kind: 'criteria'; readonly criteria: Criteria }
  /** A field of text, or the full name of a person, says exactly this, whatever the case. */
  | { readonly kind: 'equal'; readonly field: FieldMeta; readonly text: string }
  /** Equal to one of the address fields, whatever the case. */
  | { readonly kind: 'email'; readonly address: string; readonly fields: readonly string[] }
  /** Equal to one of the number fields, digit by digit. */
  | { readonly kind: 'phone'; readonly number: string; readonly fields: readonly string[] }
  /** The lookup names this record. */
  | { readonly kind: 'lookup'; readonly field: string; readonly id: string }
  /** Every word begins a word of the record; with `fields`, of one of these fields. */
  | { readonly kind: 'words'; readonly text: string; readonly fields?: readonly string[] };

type Sql = RawBuilder<boolean>;

/** Whether a condition is to be answered by an index, or asked of rows that are read anyway. */
type Reading = 'by index' | 'row by row';

/** A condition as it is asked of rows one by one. */
export interface WalkingCondition {
  /** Quick, and true of every row that meets the condition. */
  readonly likely: Sql;
  /** What decides about the likely ones, where more is to be asked. */
  readonly exact?: Sql;
}

/**
 * How to ask rows one by one, which soon fills a page where many records meet the condition. Undefined where an index is quick
 * however many there are, and where a row takes too long.
 */
export function walkingCondition(filter: RecordFilter): WalkingCondition | undefined {
  if (filter.kind === 'criteria') return { likely: criteriaCondition(filter.criteria, 'row by row') };
  if (filter.kind !== 'words') return undefined;
  const words = wordsOf(filter.text);
  // What is plain letters and digits is a part of the text in which it is a word.
  if (words.length === 0 || !words.every((word) => /^[a-z\d]+$/i.test(word))) return undefined;
  const parts = words.map((word) => `%${word.toLowerCase()}%`);
  return {
    likely: sql<boolean>`lower(record.fields::text) like all (array[${sql.join(parts)}]::text[])`,
    exact: filterCondition(filter),
  };
}

/** The condition on a row of `record`, written so that the indexes on these expressions serve it. */
export function filterCondition(filter: RecordFilter): Sql {
  switch (filter.kind) {
    case 'criteria':
      return criteriaCondition(filter.criteria, 'by index');
    case 'equal':
      return equalCondition(filter.field, filter.text);
    case 'email':
      return anyOf(
        filter.fields.map((field) => sql<boolean>`lower(${textOf(field)}) = lower(${filter.address}::text)`),
      );
    case 'phone':
      return phoneCondition(filter.number.replaceAll(/\D/g, ''), filter.fields);
    case 'lookup':
      return sql<boolean>`(syncgrant.referred_ids(record.fields) @> array[${filter.id}]::text[]
        and ${lookupId(filter.field)} = ${filter.id})`;
    case 'words':
      return wordsCondition(filter.text, filter.fields);
  }
}

const NOTHING = sql<boolean>`false`;

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? NOTHING : sql<boolean>`(${sql.join(conditions, sql` or `)})`;

/** Names of fields come from the metadata; as literals they match the indexes. */
const textOf = (field: string) => sql<string>`record.fields ->> ${sql.lit(field)}`;
const lookupId = (field: string) => sql<string>`record.fields -> ${sql.lit(field)} ->> 'id'`;

/** The index has no number for a text of more than 255 characters; a lower-case text may be longer than what it was made from. */
const LONGEST_HASHED = 100;

/**
 * The index knows what a record says, and a second look in which field. What it finds is worked out by itself, and by nothing but
 * the text: with more to choose from, a planner that has no statistics yet would rather look at every record of the module.
 */
function equalCondition(field: FieldMeta, text: string): Sql {
  const says = conditionOf({ kind: 'condition', field, operator: 'equals', values: [text] }, 'by index');
  if (text.length > LONGEST_HASHED) return says;
  return sql<boolean>`record.id = any(array(
    select record.id from syncgrant.record where record.deleted_at is null and ${says}
  ))`;
}

/** Whether any field says the text: an index answers it, and a planner takes it last where it does not use that. */
const saysSomewhere = (text: string): Sql =>
  sql<boolean>`syncgrant.text_hashes(record.fields) @> array[hashtextextended(lower(${text}::text), 0)]`;

function phoneCondition(digits: string, fields: readonly string[]): Sql {
  if (digits === '') return NOTHING;
  const shown = fields.map(
    (field) => sql<boolean>`regexp_replace(${textOf(field)}, '\\D', '', 'g') = ${digits}`,
  );
  return sql<boolean>`(syncgrant.phone_numbers(record.fields) @> array[${digits}] and ${anyOf(shown)})`;
}

const MOST_WORDS = 10;

const wordsOf = (text: string): readonly string[] =>
  text
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);

/** Two indexes: one knows the words of a record, the other the words of each of its fields. */
function wordsCondition(text: string, fields: readonly string[] | undefined): Sql {
  const words = wordsOf(text);
  if (words.length === 0 || fields?.length === 0) return NOTHING;
  const queries = words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`);
  if (fields === undefined) {
    const query = queries.join(' & ');
    return sql<boolean>`jsonb_to_tsvector('simple'::regconfig, record.fields, '["string"]'::jsonb) @@ to_tsquery('simple', ${query})`;
  }
  const names = sql`array[${sql.join(fields)}]::text[]`;
  const each = queries.map((query) => sql`syncgrant.field_query(to_tsquery('simple', ${query}), ${names})`);
  return sql<boolean>`syncgrant.field_words(record.fields) @@ (${sql.join(each, sql` && `)})`;
}

function criteriaCondition(criteria: Criteria, reading: Reading): Sql {
  if (criteria.kind === 'condition') return conditionOf(criteria, reading);
  const parts = criteria.parts.map((part) => criteriaCondition(part, reading));
  return sql<boolean>`(${sql.join(parts, criteria.join === 'and' ? sql` and ` : sql` or `)})`;
}

/** How a field's value is compared: the expression, and how a value of the search stands beside it. */
interface Comparable {
  readonly stored: RawBuilder<unknown>;
  readonly given: (value: string | number | boolean) => RawBuilder<unknown>;
  /** Stored as a text that is compared whatever its case. */
  readonly isText?: boolean;
  /** The same for looking for a part of plain ASCII, for which a third of the time is enough. */
  readonly plain?: RawBuilder<unknown>;
}

const plainText = (stored: RawBuilder<unknown>): Comparable => ({
  stored: sql`lower(${stored})`,
  given: (value) => sql`lower(${String(value)}::text)`,
  isText: true,
  plain: sql`lower((${stored}) collate "C")`,
});
const cast = (
  stored: RawBuilder<unknown>,
  type: 'int8' | 'numeric' | 'timestamptz' | 'boolean' | 'text',
) => ({
  stored,
  given: (value: string | number | boolean) => sql`${String(value)}::${sql.raw(type)}`,
});

const COLUMNS: Readonly<Record<string, Comparable>> = {
  id: cast(sql`record.id`, 'int8'),
  Owner: cast(sql`record.owner_id`, 'int8'),
  Created_By: cast(sql`record.created_by`, 'int8'),
  Modified_By: cast(sql`record.modified_by`, 'int8'),
  Created_Time: cast(sql`record.created_at`, 'timestamptz'),
  Modified_Time: cast(sql`record.modified_at`, 'timestamptz'),
  Full_Name: plainText(sql`concat_ws(' ', record.fields ->> 'First_Name', record.fields ->> 'Last_Name')`),
};

function comparable({ apiName, dataType }: FieldMeta): Comparable {
  const column = COLUMNS[apiName];
  if (column !== undefined) return column;
  const stored = textOf(apiName);
  switch (dataType) {
    case 'autonumber':
      return cast(sql`record.id`, 'int8');
    case 'lookup':
    case 'ownerlookup':
      return cast(lookupId(apiName), 'text');
    case 'integer':
    case 'double':
    case 'currency':
    case 'percent':
      return cast(sql`(${stored})::numeric`, 'numeric');
    case 'boolean':
      return cast(sql`coalesce((${stored})::boolean, false)`, 'boolean');
    case 'date':
      return cast(stored, 'text');
    case 'datetime':
      return cast(sql`(${stored})::timestamptz`, 'timestamptz');
    case 'bigint':
      return { ...plainText(stored), isText: false };
    default:
      return plainText(stored);
  }
}

function conditionOf({ field, operator, values }: Condition, reading: Reading): Sql {
  if (field.dataType === 'multiselectpicklist') return picksCondition(field, operator, values);
  const { stored, given, isText = false, plain = stored } = comparable(field);
  const [first = '', second = ''] = values;
  const text = isAscii(first) ? plain : stored;
  switch (operator) {
    case 'equals': {
      const says = sql<boolean>`${stored} = ${given(first)}`;
      return reading === 'by index' && isText && String(first).length <= LONGEST_HASHED
        ? sql<boolean>`(${says} and ${saysSomewhere(String(first))})`
        : says;
    }
    case 'not_equal':
      return sql<boolean>`${stored} is distinct from ${given(first)}`;
    case 'in':
      return sql<boolean>`${stored} in (${sql.join(values.map(given))})`;
    case 'starts_with':
      return sql<boolean>`starts_with(${text}, ${given(first)})`;
    case 'contains':
      return sql<boolean>`strpos(${text}, ${given(first)}) > 0`;
    case 'greater_than':
      return sql<boolean>`${stored} > ${given(first)}`;
    case 'greater_equal':
      return sql<boolean>`${stored} >= ${given(first)}`;
    case 'less_than':
      return sql<boolean>`${stored} < ${given(first)}`;
    case 'less_equal':
      return sql<boolean>`${stored} <= ${given(first)}`;
    case 'between':
      return sql<boolean>`${stored} between ${given(first)} and ${given(second)}`;
  }
}

const isAscii = (value: unknown): boolean => /^[ -~]*$/.test(String(value));

/** One of the picked values is one of those that are asked for. */
function picksCondition(
  { apiName }: FieldMeta,
  operator: Condition['operator'],
  values: Condition['values'],
): Sql {
  const picked = anyOf(
    values.map(
      (value) => sql<boolean>`record.fields -> ${sql.lit(apiName)} @> to_jsonb(${String(value)}::text)`,
    ),
  );
  return operator === 'not_equal' ? sql<boolean>`not coalesce(${picked}, false)` : picked;
}
