import type { FieldDataType, FieldMeta } from './field-meta.ts';
import { findField } from './record-fields.ts';
import type { RecordModule } from './record-modules.ts';
import { checkDate, checkInstant } from './time-value.ts';

/**
 * What a search asks for, in the words of Zoho's search: `((Last_Name:starts_with:K)and(Email:equals:a@b.example))`.
 * Brackets, commas and backslashes in values are written with a backslash before them.
 */
export type Criteria =
  | { readonly kind: 'group'; readonly join: 'and' | 'or'; readonly parts: readonly Criteria[] }
  | Condition;

export interface Condition {
  readonly kind: 'condition';
  readonly field: FieldMeta;
  readonly operator: Operator;
  /** One value; two of `between`; any number of `in`. Numbers, booleans and instants are in their own form. */
  readonly values: readonly (string | number | boolean)[];
}

const COMPARING = ['greater_than', 'greater_equal', 'less_than', 'less_equal', 'between'] as const;
const OPERATORS = ['equals', 'not_equal', 'in', 'starts_with', 'contains', ...COMPARING] as const;

export type Operator = (typeof OPERATORS)[number];

export type ParsedCriteria =
  | { readonly ok: true; readonly criteria: Criteria; readonly fields: readonly string[] }
  /** `field` and `operator` are named where the mistake is theirs. */
  | { readonly ok: false; readonly message: string; readonly field?: string; readonly operator?: string };

const MOST_CONDITIONS = 15;
const MOST_VALUES = 100;
const DEEPEST = 10;

class Wrong extends Error {
  readonly where: { readonly field?: string; readonly operator?: string };

  constructor(message: string, where: { readonly field?: string; readonly operator?: string } = {}) {
    super(message);
    this.where = where;
  }
}

/** Reads a search's criteria against the fields of the module. */
export function parseCriteria(module: RecordModule, text: string): ParsedCriteria {
  const reader = new Reader(module, text.trim());
  try {
    const criteria = reader.whole();
    return { ok: true, criteria, fields: [...reader.fields] };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, message: error.message, ...error.where };
    throw error;
  }
}

class Reader {
  readonly fields = new Set<string>();
  readonly #module: RecordModule;
  readonly #text: string;
  #at = 0;
  #conditions = 0;

  constructor(module: RecordModule, text: string) {
    this.#module = module;
    this.#text = text;
  }

  whole(): Criteria {
    const criteria = this.#joined(DEEPEST);
    if (this.#at < this.#text.length) throw this.#unexpected();
    return criteria;
  }

  /** Bracketed parts with one and the same word between them. */
  #joined(depth: number): Criteria {
    const first = this.#bracketed(depth);
    const join = this.#word();
    if (join === null) return first;
    const parts = [first];
    for (let next: string | null = join; next !== null; next = this.#word()) {
      if (next !== join) throw new Wrong('“and” and “or” need brackets around each.');
      parts.push(this.#bracketed(depth));
    }
    return { kind: 'group', join, parts };
  }

  #word(): 'and' | 'or' | null {
    const word = /^\s*(and|or)\s*(?=\()/i.exec(this.#text.slice(this.#at));
    if (word === null) return null;
    this.#at += word[0].length;
    return word[1]?.toLowerCase() === 'or' ? 'or' : 'and';
  }

  #bracketed(depth: number): Criteria {
    if (depth === 0) throw new Wrong(`Brackets go at most ${DEEPEST} deep.`);
    if (this.#text[this.#at] !== '(') throw this.#unexpected();
    this.#at += 1;
    const inner = this.#text[this.#at] === '(' ? this.#joined(depth - 1) : this.#condition();
    if (this.#text[this.#at] !== ')') throw this.#unexpected();
    this.#at += 1;
    return inner;
  }

  #condition(): Condition {
    this.#conditions += 1;
    if (this.#conditions > MOST_CONDITIONS)
      throw new Wrong(`There are more than ${MOST_CONDITIONS} conditions.`);
    const head = /^([\w$.]{1,110}):(\w{1,30}):/.exec(this.#text.slice(this.#at));
    const [whole, name, operatorName] = head ?? [];
    if (whole === undefined || name === undefined || operatorName === undefined) throw this.#unexpected();
    this.#at += whole.length;
    const field = findField(this.#module, name.replace(/\.id$/, ''));
    if (field === undefined)
      throw new Wrong(`There is no field ${name} in ${this.#module}.`, { field: name });
    const operator = OPERATORS.find((known) => known === operatorName);
    if (operator === undefined || !operatorsOf(field).includes(operator)) {
      throw new Wrong(`${field.label} cannot be searched by ${operatorName}.`, {
        field: field.apiName,
        operator: operatorName,
      });
    }
    this.fields.add(field.apiName);
    return { kind: 'condition', field, operator, values: this.#values(field, operator) };
  }

  #values(field: FieldMeta, operator: Operator): Condition['values'] {
    const several = operator === 'in' || operator === 'between';
    const texts = [''];
    for (; this.#at < this.#text.length && this.#text[this.#at] !== ')'; this.#at += 1) {
      const character = this.#text[this.#at] ?? '';
      if (character === '(') throw this.#unexpected();
      if (character === ',' && several) texts.push('');
      else if (character === '\\') texts[texts.length - 1] += this.#text[++this.#at] ?? '';
      else texts[texts.length - 1] += character;
    }
    const where = { field: field.apiName, operator };
    if (operator === 'between' && texts.length !== 2) throw new Wrong('“between” takes two values.', where);
    if (texts.length > MOST_VALUES) throw new Wrong(`There are more than ${MOST_VALUES} values.`, where);
    return texts.map((text) => {
      const value = valueOf(field, text.trim());
      if (value === undefined) throw new Wrong(`“${text}” is no value of ${field.label}.`, where);
      return value;
    });
  }

  #unexpected(): Wrong {
    return new Wrong(`The criteria cannot be read from position ${this.#at} on.`);
  }
}

const TEXT = ['equals', 'not_equal', 'in', 'starts_with', 'contains'] as const;
const EXACT = ['equals', 'not_equal', 'in'] as const;
const ORDERED = [...EXACT, ...COMPARING] as const;

const OPERATORS_OF: Readonly<Record<FieldDataType, readonly Operator[]>> = {
  text: TEXT,
  textarea: TEXT,
  email: TEXT,
  phone: TEXT,
  website: TEXT,
  picklist: TEXT,
  multiselectpicklist: EXACT,
  boolean: ['equals', 'not_equal'],
  integer: ORDERED,
  bigint: EXACT,
  double: ORDERED,
  currency: ORDERED,
  percent: ORDERED,
  date: ORDERED,
  datetime: ORDERED,
  lookup: EXACT,
  ownerlookup: EXACT,
  autonumber: EXACT,
  formula: [],
  subform: [],
  profileimage: [],
  jsonarray: [],
  multireminder: [],
  ALARM: [],
  RRULE: [],
};

const operatorsOf = ({ dataType }: FieldMeta): readonly Operator[] => OPERATORS_OF[dataType];

const ID = /^[0-9]{1,18}$/;

/** Undefined when the text is no value of the field's type. */
function valueOf({ dataType }: FieldMeta, text: string): string | number | boolean | undefined {
  if (text === '' || text.includes('\u0000')) return undefined;
  switch (dataType) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
    case 'double':
    case 'currency':
    case 'percent':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'date':
      return checkDate(text).ok ? text : undefined;
    case 'datetime':
      return checkInstant(text).ok ? text : undefined;
    case 'bigint':
    case 'autonumber':
    case 'lookup':
    case 'ownerlookup':
      return isId(text) ? text : undefined;
    default:
      return text;
  }
}

const LARGEST_ID = '9223372036854775807';
const isId = (text: string): boolean => ID.test(text) || (/^[0-9]{19}$/.test(text) && text <= LARGEST_ID);
