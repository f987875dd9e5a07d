/** What a picture's first bytes say of it, sizes in pixels. */
export interface ImageFacts {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
}

export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/bmp';

/** The largest photo of a record, in bytes and in pixels, as in Zoho. */
export const PHOTO_BYTES = 10 * 1_048_576;
export const PHOTO_PIXELS = 10_000_000;

/** The field that names a record's photo. Its value changes with every photo; the bytes stand elsewhere. */
export const PHOTO_FIELD = 'Record_Image';

/**
 * Which picture the bytes are, by what is in them: a name or a header of a request can say anything. Null for everything that a
 * photo cannot be, also for a picture without an end to its head. Nothing is decoded.
 */
export function imageFacts(bytes: Uint8Array): ImageFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const facts = READERS.find(({ start }) => start.every((byte, index) => bytes[index] === byte))?.read(view);
  return facts != null && facts.width > 0 && facts.height > 0 ? facts : null;
}

type Read = (view: DataView) => ImageFacts | null;

const READERS: readonly { readonly start: readonly number[]; readonly read: Read }[] = [
  { start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], read: readPng },
  { start: [0xff, 0xd8, 0xff], read: readJpeg },
  { start: [0x47, 0x49, 0x46, 0x38, 0x37, 0x61], read: readGif },
  { start: [0x47, 0x49, 0x46, 0x38, 0x39, 0x61], read: readGif },
  { start: [0x42, 0x4d], read: readBmp },
];

const IHDR = 0x49_48_44_52;

function readPng(view: DataView): ImageFacts | null {
  if (view.byteLength < 33 || view.getUint32(12) !== IHDR) return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function readGif(view: DataView): ImageFacts | null {
  if (view.byteLength < 13) return null;
  return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** A height below zero says that the picture's lines go downwards. */
function readBmp(view: DataView): ImageFacts | null {
  if (view.byteLength < 54 || view.getUint32(14, true) < 40) return null;
  return {
    type: 'image/bmp',
    width: view.getInt32(18, true),
    height: Math.abs(view.getInt32(22, true)),
  };
}

/** Segments follow one another, each with its length, until one begins a frame. */
function readJpeg(view: DataView): ImageFacts | null {
  for (let at = 2; at + 9 <= view.byteLength; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) {
      return { type: 'image/jpeg', height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
  }
  return null;
}

/** Between the starts of frames stand those of three tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
