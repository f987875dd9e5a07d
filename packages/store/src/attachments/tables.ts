import type { ColumnType, Generated } from 'kysely';

/** A file of a record. */
export interface AttachmentTable {
  id: Generated<string>;
  organisation_id: string;
  record_id: string;
  file_name: string;
  /** In bytes. */
  size: number;
  created_by: string;
  created_at: ColumnType<Date, Date, never>;
}

/** A file's bytes, in parts numbered from 0. */
export interface AttachmentPartTable {
  organisation_id: string;
  attachment_id: string;
  number: number;
  bytes: Buffer;
}

export interface AttachmentTables {
  attachment: AttachmentTable;
  attachment_part: AttachmentPartTable;
}
