import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import assert from 'node:assert';

export interface SealingKey {
  /** Stored inside every box, at most 255 bytes of UTF-8; not secret. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/**
 * Seals secrets for storage with AES-256-GCM. The first key seals, every key of the list opens: to rotate, put a new
 * key in front and drop the old one once nothing is sealed with it. `context` names the row a box belongs to, so that
 * a box copied to another row does not open.
 */
export interface KeyRing {
  seal(plain: string, context: string): Uint8Array;
  /** Throws `SealError` when the key is unknown, the box was changed or belongs to another context. */
  open(box: Uint8Array, context: string): string;
}

export type SealErrorReason = 'malformed' | 'unknown_key' | 'not_authentic';

export class SealError extends Error {
  override readonly name = 'SealError';
  readonly reason: SealErrorReason;

  constructor(reason: SealErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';

/**
 * A box is: format (1 byte), length of the key id (1), key id, nonce (12), tag (16), sealed text. The head up to the
 * nonce is authenticated together with the context.
 */
export function createKeyRing(keys: readonly SealingKey[]): KeyRing {
  const [sealing] = keys;
  assert(sealing, 'a key ring needs a key');
  const secrets = new Map<string, Uint8Array>();
  for (const { id, secret } of keys) {
    assert(secret.byteLength === 32, `key ${id} must have 32 bytes`);
    assert(!secrets.has(id), `key ${id} is listed twice`);
    secrets.set(id, Uint8Array.from(secret));
  }
  const head = headOf(sealing.id);
  const sealingSecret = Uint8Array.from(sealing.secret);

  return {
    seal(plain, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, sealingSecret, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(head, context));
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Uint8Array.from(Buffer.concat([head, nonce, cipher.getAuthTag(), sealed]));
    },

    open(box, context) {
      const bytes = Buffer.from(box.buffer, box.byteOffset, box.byteLength);
      const headLength = 2 + (bytes[1] ?? 0);
      if (bytes[0] !== FORMAT || bytes.length < headLength + NONCE_BYTES + TAG_BYTES) {
        throw new SealError('malformed', 'This is not a sealed box.');
      }
      const boxHead = bytes.subarray(0, headLength);
      const keyId = boxHead.toString('utf8', 2);
      const secret = secrets.get(keyId);
      if (!secret)
        throw new SealError('unknown_key', `The box is sealed with key ${keyId}, which is not in the ring.`);

      const nonceEnd = headLength + NONCE_BYTES;
      const tagEnd = nonceEnd + TAG_BYTES;
      const nonce = bytes.subarray(headLength, nonceEnd);
      const decipher = createDecipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(associatedData(boxHead, context));
      decipher.setAuthTag(bytes.subarray(nonceEnd, tagEnd));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new SealError('not_authentic', 'The box was changed or belongs to another row.', { cause });
      }
    },
  };
}

function headOf(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8');
  assert(id.length > 0 && id.length <= 255, 'a key id has 1 to 255 bytes');
  return Buffer.concat([Buffer.from([FORMAT, id.length]), id]);
}

/** The head says its own length, so head and context cannot be shifted against each other. */
function associatedData(head: Buffer, context: string): Buffer {
  return Buffer.concat([head, Buffer.from(context, 'utf8')]);
}
