import { z } from 'zod';
import { idSchema } from '@syncgrant/contracts';

/** What one notification of Microsoft asks for: changes are only a reason to look, so nothing else of it is read. */
export interface Notice {
  readonly organisationId: string;
  readonly setupId: string;
  readonly subscriptionId: string;
  /** What it says the secret is. */
  readonly secret: string;
  readonly kind: NoticeKind;
}

/**
 * `changed` something happened · `missed` something happened that was not told · `reauthorize` the subscription is about to fall
 * silent · `removed` it has ended.
 */
export type NoticeKind = 'changed' | 'missed' | 'reauthorize' | 'removed';

/** A message to one setup's address comes from one subscription; more than these differing ones were made by somebody else. */
const MOST_NOTICES = 20;
/** Microsoft's own bound of `clientState`. */
const LONGEST_TEXT = 128;

const LIFECYCLE = new Map<string, NoticeKind>([
  ['missed', 'missed'],
  ['reauthorizationRequired', 'reauthorize'],
  ['subscriptionRemoved', 'removed'],
]);

export const noticeTargetSchema = z.object({ organisationId: idSchema, setupId: idSchema });

const messageSchema = z.looseObject({ value: z.array(z.unknown()) });
const notificationSchema = z.looseObject({
  subscriptionId: z.string().min(1).max(LONGEST_TEXT),
  clientState: z.string().min(1).max(LONGEST_TEXT),
  lifecycleEvent: z.string().optional(),
});

/**
 * The notices of a message, each once. What is no notification, carries no secret or tells of an event that nobody knows is left
 * out; `null` when the body is no message at all.
 */
export function readNotices(
  target: z.output<typeof noticeTargetSchema>,
  body: unknown,
): readonly Notice[] | null {
  const message = messageSchema.safeParse(body).data;
  if (message === undefined) return null;
  const notices = new Map<string, Notice>();
  for (const entry of message.value) {
    const read = notificationSchema.safeParse(entry).data;
    if (read === undefined) continue;
    const kind = read.lifecycleEvent === undefined ? 'changed' : LIFECYCLE.get(read.lifecycleEvent);
    if (kind === undefined) continue;
    const notice = { ...target, subscriptionId: read.subscriptionId, secret: read.clientState, kind };
    notices.set(keyOfNotice(notice), notice);
    if (notices.size === MOST_NOTICES) break;
  }
  return [...notices.values()];
}

/** Two notices of the same key ask for the same. */
export const keyOfNotice = (notice: Notice): string =>
  JSON.stringify([notice.organisationId, notice.setupId, notice.subscriptionId, notice.secret, notice.kind]);
