import { createHash, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;

/** A value that cannot be guessed: 32 bytes in base64url. */
export const newSecret = (randomBytes: (size: number) => Uint8Array): string =>
  Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url');

/** SHA-256 in hex: what is stored of a secret. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares without telling by its duration how much was right. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(one)), Buffer.from(hashOf(other)));
