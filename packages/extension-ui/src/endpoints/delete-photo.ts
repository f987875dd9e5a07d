import { deletePhoto } from '@syncgrant/contracts';
import { photoAnswer } from '../photos/photo-answer.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const deletePhotoRoute = defineRecordRoute(deletePhoto, async ({ params: { id }, records }) =>
  photoAnswer(await records.photos.set(id, null), 'Photo deleted'),
);
