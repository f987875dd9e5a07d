/** The records of the CRM: which modules and fields there are, and whether values from outside fit them. */
export {
  parseCriteria,
  type Condition,
  type Criteria,
  type Operator,
  type ParsedCriteria,
} from './criteria.ts';
export { derivedValue } from './derived-value.ts';
export type { FieldDataType, FieldMeta, LookupTarget } from './field-meta.ts';
export { displayFieldOf, duplicateCheckFieldOf, findField, RECORD_FIELDS } from './record-fields.ts';
export { governingModule, RECORD_MODULES, RELATED_MODULES, type RecordModule } from './record-modules.ts';
export {
  validateRecord,
  type FieldError,
  type RecordValues,
  type ValidationMode,
  type ValidRecord,
} from './validate-record.ts';
