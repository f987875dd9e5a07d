const PART_BYTES = 16;

const part = (randomBytes: (size: number) => Uint8Array): string =>
  Buffer.from(randomBytes(PART_BYTES)).toString('hex');

/** A code or token in Zoho's looks: 32 bytes that cannot be guessed. */
export const newToken = (randomBytes: (size: number) => Uint8Array): string =>
  `1000.${part(randomBytes)}.${part(randomBytes)}`;

/** What a program calls itself by. No secret. */
export const newClientId = (randomBytes: (size: number) => Uint8Array): string =>
  `1000.${part(randomBytes).toUpperCase()}`;
