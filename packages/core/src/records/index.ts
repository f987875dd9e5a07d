/** The records of the CRM: which fields there are, and whether values from outside fit them. */
export type { FieldDataType, FieldMeta, RecordModule } from './field-meta.ts';
export { findField, RECORD_FIELDS } from './record-fields.ts';
export {
  validateRecord,
  type FieldError,
  type RecordValues,
  type ValidationMode,
  type ValidRecord,
} from './validate-record.ts';
