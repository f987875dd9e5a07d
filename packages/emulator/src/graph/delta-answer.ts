import { z } from 'zod';
import { type Cursor, deltaPage, firstRound } from '../model/delta.ts';
import type { DeltaRow, Since } from '../model/event-delta.ts';
import type { Window } from '../model/occurrences.ts';
import { Refusal } from '../model/refusal.ts';
import type { Kind, Rows } from '../model/rows.ts';
import { type Answer, type Call, type JsonObject, contextOf, ok } from './call.ts';
import { readable, select } from './collection.ts';
import { deadToken } from '../model/dead-token.ts';

/** What a delta token holds besides the cursor: everything that was fixed by the first request. */
const tokenSchema = z.object({
  view: z.string(),
  scope: z.string(),
  generation: z.number(),
  select: z.string().nullable(),
  window: z.object({ from: z.number(), to: z.number() }).nullable(),
  /** The page before was an empty one. */
  rested: z.boolean(),
  cursor: z.object({
    changes: z.number(),
    removals: z.number(),
    position: z.number(),
    partial: z.object({ seq: z.number(), sent: z.number() }).nullable(),
  }),
});

type Token = z.output<typeof tokenSchema> & { readonly cursor: Cursor };

const DEFAULT_PAGE = 10;
const MAX_PAGE = 1000;

export interface DeltaOptions<K extends Kind, T> {
  /** Which delta this is; a token of another is refused. */
  readonly view: string;
  readonly kind: K;
  readonly scope: string;
  /** The type named in `@odata.context`. */
  readonly type: string;
  /** Parameters refused with change tracking. */
  readonly refused?: readonly string[];
  /** Reads the window of a first request. */
  readonly window?: (query: URLSearchParams) => Window | null;
  readonly rowsOf: (row: Rows[K], since: Since, window: Window | null) => readonly DeltaRow<T>[];
  readonly json: (item: T) => JsonObject;
}

/** Answers one page of a delta round, the first or one continued by a token. */
export function answerDelta<K extends Kind, T>(call: Call, options: DeltaOptions<K, T>): Answer {
  const { kind, scope, rowsOf } = options;
  const query = call.url.searchParams;
  const text = parameter(query, '$deltatoken') ?? parameter(query, '$skiptoken');
  const token = text === undefined ? firstToken(call, options) : readToken(call, text, options);
  const { emptyDeltaPages, repeatedDeltaRows } = call.world.behaviour;
  const rested = emptyDeltaPages && !token.rested;
  const size = Math.min(MAX_PAGE, call.prefer.pageSize ?? (Number(query.get('$top')) || DEFAULT_PAGE));
  const page = rested
    ? { rows: [], next: token.cursor, done: false }
    : deltaPage(call.world, kind, scope, token.cursor, size, (row, since) =>
        rowsOf(row, since, token.window),
      );
  const rows = repeatedDeltaRows ? [...page.rows, ...page.rows.slice(0, 1)] : page.rows;
  const selected = new URLSearchParams(token.select === null ? {} : { $select: token.select });
  const next = Buffer.from(JSON.stringify({ ...token, rested, cursor: page.next })).toString('base64url');
  const link = new URL(call.url);
  link.search = `?${page.done ? '$deltatoken' : '$skiptoken'}=${next}`;
  return {
    ...ok({
      '@odata.context': contextOf(call, `Collection(${options.type})`),
      value: rows.map((row) =>
        'live' in row
          ? select(options.json(row.live), selected)
          : {
              '@odata.type': `#microsoft.graph.${options.type}`,
              id: hasTwoIds(kind) ? call.shownId(row.removed) : row.removed,
              '@removed': { reason: 'deleted' },
            },
      ),
      [page.done ? '@odata.deltaLink' : '@odata.nextLink']: readable(link),
    }),
    headers: { 'preference-applied': 'odata.track-changes' },
  };
}

/** Containers and tasks have one id only. */
const hasTwoIds = (kind: Kind) => kind === 'event' || kind === 'contact';

function firstToken<K extends Kind, T>(call: Call, options: DeltaOptions<K, T>): Token {
  const query = call.url.searchParams;
  const refused = (options.refused ?? []).filter((name) => query.has(name));
  if (refused.length > 0) {
    throw new Refusal(
      400,
      'ErrorInvalidUrlQuery',
      `The following parameters are not supported with change tracking over the '${options.type}' resource: '${refused.join(', ')}'.`,
    );
  }
  return {
    view: options.view,
    scope: options.scope,
    generation: call.user.deltaGeneration,
    select: query.get('$select'),
    window: options.window?.(query) ?? null,
    rested: false,
    cursor: firstRound(call.world),
  };
}

function readToken<K extends Kind, T>(call: Call, text: string, { view, scope }: DeltaOptions<K, T>): Token {
  const token = parseToken(text);
  if (!token || token.view !== view || token.scope !== scope) {
    throw new Refusal(400, 'ErrorInvalidDeltaToken', 'Badly formed token.');
  }
  const { deltaGeneration, deltaDeath = 'SyncStateNotFound' } = call.user;
  if (token.generation !== deltaGeneration || token.cursor.position > call.world.store.seq) {
    throw deadToken(deltaDeath, call.url, { asked: token.generation, now: deltaGeneration });
  }
  return token;
}

function parseToken(text: string): Token | undefined {
  try {
    return tokenSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

/** Parameters whose case varies among Graph's own links. */
function parameter(query: URLSearchParams, name: string): string | undefined {
  const entry = [...query].find(([key]) => key.toLowerCase() === name);
  return entry?.[1] || undefined;
}
