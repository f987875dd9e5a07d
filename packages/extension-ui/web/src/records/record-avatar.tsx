import { Avatar } from '@mantine/core';
import { getPhoto, type CrmModule, type CrmRecordBody } from '@syncgrant/contracts';
import { PHOTO_FIELD } from '@syncgrant/core';
import { addressOf } from '../api/call.ts';

/** The record's photo, where it has one that the caller may see; it stands beside the name, and says nothing more. */
export function RecordAvatar({
  module,
  record,
  size,
}: {
  readonly module: CrmModule;
  readonly record: CrmRecordBody;
  readonly size: number;
}) {
  const photo = record[PHOTO_FIELD];
  if (typeof photo !== 'string') return null;
  const src = addressOf(getPhoto.path, { module, id: String(record['id']) }, { v: photo });
  return <Avatar src={src} alt="" size={size} imageProps={{ loading: 'lazy' }} />;
}
