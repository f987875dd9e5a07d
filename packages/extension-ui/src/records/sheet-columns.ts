import type { FieldDataType, FieldMeta } from '@syncgrant/core';
import type { RecordAccess } from './record-access.ts';

/** Photos and lists of rows, participants and reminders fit no cell. */
const NO_CELLS: readonly FieldDataType[] = [
  'subform',
  'profileimage',
  'jsonarray',
  'multireminder',
  'ALARM',
  'RRULE',
];

/** The columns of a sheet: the fields that were asked for, or all, as far as they fit a cell and the caller may see them. */
export const sheetColumns = (
  fields: readonly FieldMeta[],
  records: RecordAccess,
  asked: readonly string[] = fields.map(({ apiName }) => apiName),
): readonly FieldMeta[] =>
  fields.filter(
    ({ apiName, dataType }) =>
      asked.includes(apiName) && !NO_CELLS.includes(dataType) && records.mayRead(apiName),
  );

export const columnView = (field: FieldMeta, records: RecordAccess) => ({
  api_name: field.apiName,
  field_label: field.label,
  data_type: field.dataType,
  system_mandatory: field.mandatory,
  pick_list_values: field.pickListValues.map((value) => ({ display_value: value, actual_value: value })),
  writable: !field.readOnly && records.decideWrite(field.apiName).granted,
});
