import { getPhoto } from '@syncgrant/contracts';
import { NO_CONTENT } from '../http/answer.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const getPhotoRoute = defineRecordRoute(
  getPhoto,
  async ({ params: { id }, records }) => (await records.photos.file(id)) ?? NO_CONTENT,
);
