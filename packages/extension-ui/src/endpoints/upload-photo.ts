import { uploadPhoto } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { photoAnswer } from '../photos/photo-answer.ts';
import { uploadedPhoto } from '../photos/uploaded-photo.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const uploadPhotoRoute = defineRecordRoute(
  uploadPhoto,
  async ({ params: { id }, body: { file }, records }) => {
    const photo = await uploadedPhoto(file[0]);
    if (photo instanceof Refusal) return photo;
    return photoAnswer(await records.photos.set(id, photo), 'photo uploaded successfully');
  },
);
