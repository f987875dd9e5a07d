import { findContact } from '../model/contacts.ts';
import { Refusal, itemNotFound } from '../model/refusal.ts';
import { type Answer, type Call, param } from './call.ts';
import { CONTACTS_READ, CONTACTS_WRITE, type Route, routes } from './routes.ts';

/** A photo must be smaller. */
const MAX_BYTES = 4 * 1024 * 1024;

const PHOTO = '/me/contacts/:contact/photo/$value';

/** The photo of a contact. Deltas do not tell of it. */
export const PHOTO_ROUTES: readonly Route[] = [
  ...routes(CONTACTS_READ, { [`GET ${PHOTO}`]: getPhoto }),
  ...routes(CONTACTS_WRITE, { [`PUT ${PHOTO}`]: putPhoto }),
];

function getPhoto(call: Call): Answer {
  const { photo } = findContact(call.world, call.user, param(call, 'contact'));
  if (!photo) throw itemNotFound();
  const body = new Uint8Array(Buffer.from(photo.base64, 'base64'));
  return { status: 200, body, headers: { 'content-type': photo.contentType } };
}

function putPhoto(call: Call): Answer {
  const contact = findContact(call.world, call.user, param(call, 'contact'));
  const { body, contentType } = call;
  if (!(body instanceof Uint8Array) || !/^image\/(jpeg|png|gif|bmp)\b/.test(contentType)) {
    throw new Refusal(400, 'BadRequest', 'The content type of a photo is that of an image.');
  }
  if (body.length >= MAX_BYTES) {
    throw new Refusal(413, 'RequestEntityTooLarge', 'The photo is larger than 4 MB.');
  }
  const kept = call.world.behaviour.contactPhoto === 'kept' ? body : reencoded(body);
  const photo = { contentType, base64: Buffer.from(kept).toString('base64') };
  call.world.store.putQuietly('contact', { ...contact, photo });
  return { status: 200 };
}

/** Another file of the same picture: what comes after its end is not shown. */
const reencoded = (body: Uint8Array): Uint8Array => Buffer.concat([body, Buffer.from([body.length % 251])]);
