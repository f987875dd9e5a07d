import type { ImageType } from '@syncgrant/core';
import type { Generated } from 'kysely';

/** The photo of a record. The record names it in its field; one that is not named is deleted. */
export interface RecordPhotoTable {
  id: Generated<string>;
  organisation_id: string;
  record_id: string;
  content_type: ImageType;
  /** In bytes. */
  size: number;
  /** Of the bytes, hex. */
  sha256: string;
}

/** A photo's bytes, in parts numbered from 0. */
export interface RecordPhotoPartTable {
  organisation_id: string;
  photo_id: string;
  number: number;
  bytes: Buffer;
}

/** Where a sync stands with the photo of a contact. There is a row once Microsoft was asked for it. */
export interface PhotoLinkTable {
  organisation_id: string;
  link_id: string;
  /** The two that the rest is about: a link may come to join others. */
  item_id: string;
  record_id: string;
  /** What each side held when both last agreed: the id of the record's photo, and SHA-256 (hex) of Microsoft's bytes. */
  base_crm: string | null;
  base_microsoft: string | null;
  /** The record's photo that was sent, until what came of it is known. */
  sent_photo: string | null;
  /** When Microsoft was last asked, and when its item was modified as far as was known then. */
  read_at: Date;
  item_version: string | null;
  /** Why something waits, and the record's photo for which it does; null while nothing does. */
  held_reason: string | null;
  held_photo: string | null;
  failures: Generated<number>;
  next_attempt_at: Date | null;
  problem: string | null;
}

export interface PhotoTables {
  record_photo: RecordPhotoTable;
  record_photo_part: RecordPhotoPartTable;
  photo_link: PhotoLinkTable;
}
