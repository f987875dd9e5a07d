import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../http/answer.ts';
import { findCaller, NOT_SIGNED_IN } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { send } from '../http/routing.ts';
import type { LivePage } from './live-hub.ts';

/** `GET /api/events`: server-sent events for an open page of a signed-in user. */
export function eventStream({ deps, live }: Server): RequestHandler {
  return async (request: Request, response: Response) => {
    const caller = await findCaller(deps, request);
    if (caller === null) return send(response, NOT_SIGNED_IN);
    const page: LivePage = {
      organisationId: caller.tenant.organisationId,
      userId: caller.facts.user.id,
      sessionId: caller.session.id,
      send(events) {
        if (response.writableEnded) return;
        // A reader that has stopped reading is closed rather than waited for; it will come back and read everything.
        if (response.writableNeedDrain) return page.close();
        response.write(
          events.length === 0
            ? ':\n\n'
            : events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''),
        );
      },
      close: () => void response.end(),
    };
    const joined = live.join(page);
    if (!joined.ok) {
      return send(
        response,
        new Refusal(429, 'TOO_MANY_REQUESTS', 'Too many pages are open.', { limit: joined.limit }),
      );
    }
    response.on('close', joined.leave);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(':\n\n');
  };
}
