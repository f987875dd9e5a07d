import type { ColumnType, Generated } from 'kysely';
import type { RecordModule } from '@syncgrant/core';

export interface ImportColumn {
  readonly name: string;
  /** Its first cells, to show what is in it. */
  readonly examples: readonly string[];
}

/** An import of a table into the records of a module. */
export interface RecordImportTable {
  id: Generated<string>;
  organisation_id: string;
  /** Whose it is; nobody else gets to see it. */
  user_id: string;
  module: RecordModule;
  file_name: string;
  /** The columns in their order. */
  columns: ColumnType<ImportColumn[], string, string>;
  /** What is to become of them, as whoever created the import worked it out. */
  options: ColumnType<unknown, string, string>;
  state: Generated<'ready' | 'running' | 'done' | 'cancelled'>;
  row_count: number;
  /** How many rows are worked off. */
  position: Generated<number>;
  created: Generated<number>;
  updated: Generated<number>;
  skipped: Generated<number>;
  failed: Generated<number>;
  created_at: ColumnType<Date, Date, never>;
  finished_at: Date | null;
}

export type ImportResult = 'created' | 'updated' | 'skipped' | 'failed';

export interface RecordImportRowTable {
  organisation_id: string;
  import_id: string;
  /** Counts from 1 without gaps. */
  position: number;
  /** As a spreadsheet numbers it. */
  number: number;
  cells: ColumnType<string[], string, string>;
  /** Null until the row is worked off. */
  result: ImportResult | null;
  record_id: string | null;
  code: string | null;
  message: string | null;
  field: string | null;
}

/** What a record was called in the system that it came from. */
export interface MigratedRecordTable {
  organisation_id: string;
  /** The name that several imports share. */
  migration: string;
  module: RecordModule;
  old_id: string;
  record_id: string;
}

export interface ImportTables {
  record_import: RecordImportTable;
  record_import_row: RecordImportRowTable;
  migrated_record: MigratedRecordTable;
}
