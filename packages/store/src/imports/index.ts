/** Imports of tables into records: what was taken in, how far each is, and what became of its rows. */
export * from './import-rows.ts';
export * from './imports.ts';
export * from './migrated-records.ts';
export type { ImportColumn, ImportResult } from './tables.ts';
