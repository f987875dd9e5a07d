/** The records of the CRM: which modules and fields there are, and whether values from outside fit them. */
export { cellText } from './cell-text.ts';
export { isCellField, parseCell, type CellFormat, type DateOrder } from './cell-value.ts';
export type { CheckedValue } from './checked-value.ts';
export {
  carriedValues,
  CONVERSION_TARGETS,
  conversionMarks,
  followConversion,
  isConverted,
  leadFieldFor,
  type ConversionTarget,
  type Converted,
} from './conversion.ts';
export { copiedValues } from './copied-values.ts';
export {
  parseCriteria,
  type Condition,
  type Criteria,
  type Operator,
  type ParsedCriteria,
} from './criteria.ts';
export {
  planField,
  planModuleLabels,
  type FieldChange,
  type ModuleLabelChange,
  type PlannedCustomization,
  type RefusedCustomization,
} from './customization-change.ts';
export {
  customizedFields,
  moduleLabels,
  pickListOf,
  type Customizations,
  type FieldCustomization,
  type ModuleCustomization,
  type ModuleLabels,
  type PickListValue,
} from './customization.ts';
export { derivedValue } from './derived-value.ts';
export {
  DOCUMENT_CONVERSIONS,
  documentValues,
  isConvertibleDocument,
  type ConvertibleDocument,
} from './document-conversion.ts';
export type { FieldDataType, FieldMeta, LookupTarget } from './field-meta.ts';
export {
  FORECAST_DATE,
  FORECAST_FIGURE_NAMES,
  FORECAST_FIGURES,
  forecastPeriod,
  LOST_STAGES,
  WON_STAGE,
  type ForecastFigure,
  type ForecastPeriod,
} from './forecast.ts';
export {
  imageFacts,
  PHOTO_BYTES,
  PHOTO_FIELD,
  PHOTO_PIXELS,
  type ImageFacts,
  type ImageType,
} from './image.ts';
export {
  duplicateFieldsOf,
  isMergedField,
  mergedFields,
  MOST_MERGED,
  type MergeChoice,
  type MergeSide,
} from './merging.ts';
export { displayFieldOf, duplicateCheckFieldOf, findField, RECORD_FIELDS } from './record-fields.ts';
export { governingModule, RECORD_MODULES, RELATED_MODULES, type RecordModule } from './record-modules.ts';
export { redirectLookups, redirectParticipants, type Redirections } from './redirect.ts';
export { countNewRows, numberRows } from './subform-rows.ts';
export {
  validateRecord,
  type FieldError,
  type RecordValues,
  type ValidationMode,
  type ValidRecord,
} from './validate-record.ts';
