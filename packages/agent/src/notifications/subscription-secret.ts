import { createHash, timingSafeEqual } from 'node:crypto';

/** SHA-256 in hex: what is stored of the secret that a subscription's notifications carry. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares with what is stored, without telling by its duration how much was right. */
export const isSecret = (secret: string, storedHash: string): boolean =>
  timingSafeEqual(Buffer.from(hashOfSecret(secret)), Buffer.from(storedHash));
