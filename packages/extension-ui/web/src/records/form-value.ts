import type { CrmModule, CrmRecordBody } from '@syncgrant/contracts';

/** A record or a person that a field names. The name is empty where one may not see it. */
export interface Reference {
  readonly id: string;
  readonly name: string;
  /** Set where the field may name records of several modules. */
  readonly module?: CrmModule;
}

/** A row of a subform. */
export interface FormRow {
  /** Tells the rows of one form apart. */
  readonly key: number;
  readonly values: FormValues;
  /** What the row holds besides, and keeps. */
  readonly kept: CrmRecordBody;
}

/**
 * What a form holds of a field: text as typed, a wall time for an instant, a day for a time of an all-day meeting,
 * switches as booleans, chosen values as lists. An empty field is an empty text or list.
 */
export type FormValue = string | boolean | readonly string[] | Reference | readonly FormRow[];

export type FormValues = Record<string, FormValue>;

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

/** Choices of a multi-select field; empty for anything else. */
export const choicesIn = (value: FormValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

const isRow = (each: unknown): each is FormRow =>
  typeof each === 'object' && each !== null && 'values' in each;

/** Rows of a subform; empty for anything else. */
export const rowsIn = (value: FormValue | undefined): readonly FormRow[] =>
  Array.isArray(value) ? value.filter(isRow) : [];

export const isBlank = (value: FormValue | undefined): boolean =>
  value === undefined ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Values are plain and their members always in one order, so what they are written as says whether they are the same. */
export const isSame = (a: FormValue | undefined, b: FormValue | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
