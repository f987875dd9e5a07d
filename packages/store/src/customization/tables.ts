import type { ColumnType } from 'kysely';
import type { FieldCustomization, RecordModule } from '@syncgrant/core';

/** How an organisation has a module; there is no row where nothing is customized. */
export interface ModuleCustomizationTable {
  organisation_id: string;
  module: RecordModule;
  singular_label: string | null;
  plural_label: string | null;
  /** By API name. */
  fields: ColumnType<Record<string, FieldCustomization>, string, string>;
  modified_by: string;
  modified_at: ColumnType<Date, Date, Date>;
}

export interface CustomizationTables {
  module_customization: ModuleCustomizationTable;
}
