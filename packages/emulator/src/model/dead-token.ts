import { Refusal } from './refusal.ts';

/** The status of each way in which Microsoft says that a delta token is dead, by its error code. */
const STATUS = {
  SyncStateNotFound: 410,
  syncStateNotFound: 400,
  syncStateInvalid: 400,
  resyncRequired: 410,
  InvalidDeltaToken: 400,
  ErrorInvalidDeltaToken: 400,
} as const;

export type DeadTokenCode = keyof typeof STATUS;

/** The codes, the one observed most first. */
export const DEAD_TOKEN_CODES = [
  'SyncStateNotFound',
  'syncStateNotFound',
  'syncStateInvalid',
  'resyncRequired',
  'InvalidDeltaToken',
  'ErrorInvalidDeltaToken',
] as const satisfies readonly DeadTokenCode[];

/** The refusal of a token of an older generation; a 410 names the address of a fresh round. */
export function deadToken(
  code: DeadTokenCode,
  address: URL,
  generation: { readonly asked: number; readonly now: number },
): Refusal {
  const fresh = new URL(address);
  fresh.search = '?$deltatoken=';
  const status = STATUS[code];
  const message = code.toLowerCase().startsWith('syncstate')
    ? `The sync state generation is not found; generation=${generation.asked};[highest=${generation.now}].`
    : 'The delta token is not valid any more. Start a new round without it.';
  return new Refusal(status, code, message, status === 410 ? { Location: fresh.href } : {});
}
