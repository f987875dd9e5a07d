import { Router } from 'express';
import {
  NOTIFICATION_PATH,
  NoticeInbox,
  noticeTargetSchema,
  readNotices,
  receiveNotice,
} from '@syncgrant/agent';
import { Refusal } from '../http/answer.ts';
import { readJsonBody } from '../http/json-body.ts';
import { send } from '../http/routing.ts';
import type { WebServerDeps } from '../web-server-deps.ts';

/** What Microsoft asks to have repeated is far shorter. */
const LONGEST_TOKEN = 1_024;

const NO_MESSAGE = new Refusal(400, 'INVALID_DATA', 'The body is no message of change notifications.');
const LATER = new Refusal(503, 'TOO_MANY_REQUESTS', 'Too many notifications wait. Send this one again.');

/**
 * Where Microsoft sends change notifications. Nobody is signed in here: the secret of a subscription is the proof, and its
 * effect is that the mailbox is looked at. Known or not, a message gets the same answer, after what it asked for is stored; one
 * that could not be stored is answered with an error, so that Microsoft sends it again.
 *
 * A request with a validation token is Microsoft's question whether somebody listens; it touches no database, because the one who
 * subscribes waits for it.
 */
export function graphHook({ engine }: WebServerDeps): Router {
  const inbox = new NoticeInbox((notice) => receiveNotice(engine, notice));
  const router = Router({ caseSensitive: true, strict: true });
  router.post(NOTIFICATION_PATH, async (request, response, next) => {
    const target = noticeTargetSchema.safeParse(request.params).data;
    if (target === undefined) return next();
    response.set('cache-control', 'no-store');
    const token = request.query['validationToken'];
    if (token !== undefined) {
      if (typeof token !== 'string' || token.length > LONGEST_TOKEN) return send(response, NO_MESSAGE);
      return response.status(200).type('text/plain').send(token);
    }
    const body = await readJsonBody(request, response);
    if (body instanceof Refusal) return send(response, body);
    const notices = readNotices(target, body.value);
    if (notices === null) return send(response, NO_MESSAGE);
    if (!(await inbox.take(notices))) return send(response, LATER);
    response.status(202).end();
  });
  return router;
}
