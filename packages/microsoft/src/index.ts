export * from './config.ts';
export * from './entra/entra.ts';
export { redirectFailure, type EntraFailure, type EntraFailureClass } from './entra/errors.ts';
export { MAX_BATCH_SIZE } from './graph/batch.ts';
export { getContactPhoto, parseContactPhoto, putContactPhoto } from './modules/contact-photo.ts';
export { nextLinkOf } from './modules/page.ts';
export * from './graph/request.ts';
export { createGraphSession, type GraphSession, type GraphSessionDeps } from './graph/session.ts';
export {
  listSubscriptions,
  parseSubscription,
  removeSubscription,
  renewSubscription,
  subscribe,
  type Subscription,
} from './modules/subscriptions.ts';
export { createKeyRing, SealError, type KeyRing, type SealErrorReason, type SealingKey } from './key-ring.ts';
export type * from './modules/module.ts';
export { createPkce, type Pkce } from './pkce.ts';
export type { StoredTokens, TokenVault } from './token-vault.ts';
export { MAILBOX_MODULES } from './modules/mailbox-modules.ts';
