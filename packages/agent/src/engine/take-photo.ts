import { PHOTO_FIELD, type ImageFacts } from '@syncgrant/core';
import { createPhoto, lockRecords, photoOf, updateRecord } from '@syncgrant/store';
import type { Working } from './acting.ts';
import type { SeenPhoto } from './sync-photos.ts';

/**
 * Gives the record the photo that Microsoft holds, or takes its own away, in one transaction that holds the gate. `null` when the
 * record is another's by now or has another photo than was planned with: the next run sees to it.
 */
export async function takePhoto(
  { deps, gate, run }: Working,
  { due: { link }, view, bytes }: SeenPhoto,
  facts: ImageFacts | null,
): Promise<{ readonly photoId: string | null } | null> {
  const userId = run.setup.user_id;
  return gate.write(run.module, async (tenant) => {
    const [record] = await lockRecords(tenant, 'Contacts', link.record_id === null ? [] : [link.record_id]);
    if (record === undefined || record.owner_id !== userId) return null;
    if (photoOf(record.fields) !== (view.crm?.id ?? null)) return null;
    const made =
      bytes === null || facts === null
        ? null
        : await createPhoto(tenant, { recordId: record.id, contentType: facts.type, bytes });
    const photoId = made?.id ?? null;
    const writer = { userId, origin: 'sync', now: deps.now() } as const;
    await updateRecord(
      tenant,
      writer,
      { module: 'Contacts', id: record.id },
      { fields: { [PHOTO_FIELD]: photoId } },
    );
    return { photoId };
  });
}
