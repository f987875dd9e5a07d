import { imageFacts, PHOTO_PIXELS, type ImageType } from '@syncgrant/core';
import { Refusal } from '../http/answer.ts';

export interface UploadedPhoto {
  readonly contentType: ImageType;
  readonly bytes: Uint8Array;
}

/** A file that is a picture by what is in it, whatever it is called. */
export async function uploadedPhoto(file: File): Promise<UploadedPhoto | Refusal> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const facts = imageFacts(bytes);
  if (facts === null) {
    const details = { api_name: 'file', supported_values: ['PNG', 'JPEG', 'GIF', 'BMP'] };
    return new Refusal(400, 'INVALID_DATA', 'A photo is a picture in PNG, JPEG, GIF or BMP.', details);
  }
  if (facts.width * facts.height > PHOTO_PIXELS) {
    const message = 'A photo has at most 10 million pixels.';
    return new Refusal(400, 'LIMIT_EXCEEDED', message, { api_name: 'file', limit: PHOTO_PIXELS });
  }
  return { contentType: facts.type, bytes };
}
