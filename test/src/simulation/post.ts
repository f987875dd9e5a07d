import { type EngineDeps, noticeTargetSchema, readNotices, receiveNotice } from '@syncgrant/agent';
import type { Step } from './step.ts';

/** Notifications that wait; older ones are lost. */
const MOST_WAITING = 30;

interface Letter {
  readonly organisationId: string;
  readonly setupId: string;
  readonly body: unknown;
}

/** What Microsoft tells the product waits here until a step brings it: late, in another order, twice or never. */
export class Post {
  #waiting: Letter[] = [];

  /** In the network's place: takes everything, and answers whether somebody listens. */
  readonly deliver = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const token = searchParams.get('validationToken');
    if (token !== null) return new Response(token, { headers: { 'content-type': 'text/plain' } });
    const [, , , organisationId = '', setupId = ''] = pathname.split('/');
    const body: unknown = await request.json();
    this.#waiting = [...this.#waiting, { organisationId, setupId, body }].slice(-MOST_WAITING);
    return new Response(null, { status: 202 });
  };

  /** A letter arrives as at the web server's address for them, as often as the step says; then it does not wait any more. */
  async bring(
    { pick, times }: Extract<Step, { do: 'notice' }>,
    deps: Pick<EngineDeps, 'db' | 'now'>,
    trace: (line: string) => void,
  ): Promise<void> {
    const [letter] = this.#waiting.splice(pick % Math.max(this.#waiting.length, 1), 1);
    if (letter === undefined) return;
    for (let time = 0; time < times; time += 1) {
      for (const notice of readNotices(noticeTargetSchema.parse(letter), letter.body) ?? [])
        trace(`notice ${notice.kind} ${await receiveNotice(deps, notice)}`);
    }
  }

  lose(): void {
    this.#waiting = [];
  }
}
