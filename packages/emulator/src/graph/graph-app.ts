import { Hono } from 'hono';
import { classOf } from '../control/request-log.ts';
import type { Traffic } from '../control/traffic.ts';
import { type Bearer, type TokenContext, readAccessToken } from '../entra/tokens.ts';
import { GRAPH_SCOPES } from '../entra/scopes.ts';
import { immutableId, mutableId } from '../model/ids.ts';
import { Refusal } from '../model/refusal.ts';
import type { User } from '../model/rows.ts';
import type { World } from '../model/world.ts';
import { answerBatch } from './batch.ts';
import { CALENDAR_ROUTES } from './calendar-routes.ts';
import type { Answer } from './call.ts';
import { CONTACT_ROUTES } from './contact-routes.ts';
import { EVENT_ROUTES } from './event-routes.ts';
import { ME_ROUTES } from './me-routes.ts';
import { PHOTO_ROUTES } from './photo-routes.ts';
import { readPreferences } from './preferences.ts';
import type { Route } from './routes.ts';
import { TASK_DETAIL_ROUTES } from './task-detail-routes.ts';
import { TODO_ROUTES } from './todo-routes.ts';

const ROUTES: readonly Route[] = [
  ...ME_ROUTES,
  ...CALENDAR_ROUTES,
  ...EVENT_ROUTES,
  ...CONTACT_ROUTES,
  ...PHOTO_ROUTES,
  ...TODO_ROUTES,
  ...TASK_DETAIL_ROUTES,
];

export interface GraphContext {
  readonly world: World;
  readonly tokens: TokenContext;
  readonly traffic: Traffic;
  /** Endpoints besides the mailbox ones, e.g. subscriptions. */
  readonly routes: readonly Route[];
}

type Authentication = Bearer | 'missing' | 'invalid' | 'expired';

interface Identity {
  readonly bearer: Authentication;
  readonly user: User | undefined;
}

interface Bindings {
  readonly Bindings: { readonly user: User; readonly bearer: Bearer; readonly isInBatch: boolean };
}

export interface GraphHandler {
  /** Answers one request below `/v1.0` made with a token; a `$batch` comes back to it with each of its parts. */
  readonly answer: (request: Request) => Promise<Response>;
  /** Answers a request in the name of a user, with all permissions and without a trace in the log. */
  readonly answerAs: (user: User, request: Request) => Promise<Response>;
}

export function graphHandler(context: GraphContext): GraphHandler {
  const app = graphApp(context);
  const answer = async (
    request: Request,
    bearer: Authentication,
    batchId: number | null,
  ): Promise<Response> => {
    const identity = {
      bearer,
      user: typeof bearer === 'string' ? undefined : context.world.store.get('user', bearer.oid),
    };
    const lane = laneOf(request, identity);
    const refuse = (refusal: Refusal) => refusalResponse(context, request, refusal);
    const limits = lane === null ? null : { lane, refuse };
    return context.traffic.pass({ request, user: identity.user, batchId, limits }, async (seq) => {
      try {
        const admitted = admit(context, identity);
        const url = new URL(request.url);
        if (url.pathname !== '/v1.0/$batch')
          return withIds(
            request,
            context,
            await app.fetch(asMe(request, admitted.user), { ...admitted, isInBatch: batchId !== null }),
          );
        if (request.method !== 'POST' || batchId !== null)
          throw new Refusal(400, 'BadRequest', 'Batches are posted, and not nested.');
        const body = await readBody(request);
        return withIds(
          request,
          context,
          await answerBatch(body, request, context.world.behaviour, (part) => answer(part, bearer, seq)),
        );
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return refuse(error);
      }
    });
  };
  return {
    answer: async (request) => answer(request, await authenticate(context, request), null),
    answerAs: async (user, request) =>
      app.fetch(request, {
        user,
        bearer: { oid: user.id, clientId: 'mailbox-page', scopes: GRAPH_SCOPES, issuedAt: 0 },
        isInBatch: false,
      }),
  };
}

function graphApp(context: GraphContext): Hono<Bindings> {
  const app = new Hono<Bindings>();
  for (const route of [...ROUTES, ...context.routes]) {
    app.on(route.method, `/v1.0${route.path}`, async (c) => {
      const { user, bearer, isInBatch } = c.env;
      if (!route.permission.some((scope) => bearer.scopes.includes(scope))) {
        throw new Refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
      }
      if (!user.mailbox && route.mailbox !== false) {
        throw new Refusal(
          404,
          'MailboxNotEnabledForRESTAPI',
          'REST API is not yet supported for this mailbox.',
        );
      }
      const request = c.req.raw;
      const keepsIds = !isInBatch || !context.world.behaviour.batchIgnoresIdType;
      const prefer = readPreferences(request.headers, route.path.startsWith('/me/todo'), keepsIds);
      const answer = await route.handler({
        world: context.world,
        user,
        clientId: bearer.clientId,
        scopes: bearer.scopes,
        url: new URL(request.url),
        prefer,
        ifMatch: request.headers.get('if-match') ?? undefined,
        body: await readBody(request),
        contentType: contentTypeOf(request),
        params: mapValues(c.req.param(), immutableId),
        shownId: keepsIds ? (id) => id : mutableId,
      });
      return toResponse(answer, prefer.applied);
    });
  }
  app.notFound((c) => {
    const segment = new URL(c.req.url).pathname.split('/').at(-1) ?? '';
    throw new Refusal(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
  });
  app.onError((error, c) => {
    if (error instanceof Refusal) return refusalResponse(context, c.req.raw, error);
    throw error;
  });
  return app;
}

async function authenticate(context: GraphContext, request: Request): Promise<Authentication> {
  const token = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  return token === undefined ? 'missing' : readAccessToken(context.tokens, token);
}

/** Outlook's limits are those of an application in a mailbox. A batch has none itself; each request in it counts. */
function laneOf(request: Request, { bearer, user }: Identity): string | null {
  const isMailbox = classOf(new URL(request.url).pathname) !== 'other';
  return isMailbox && user && typeof bearer === 'object' ? `${bearer.clientId}|${user.id}` : null;
}

function admit(
  { world }: GraphContext,
  { bearer, user }: Identity,
): { readonly user: User; readonly bearer: Bearer } {
  if (bearer === 'missing') throw unauthorized('Access token is empty.');
  if (bearer === 'expired') throw unauthorized('Lifetime validation failed, the token is expired.');
  if (bearer === 'invalid' || !user || user.disabled) throw unauthorized('Access token validation failure.');
  if (world.behaviour.continuousAccess && bearer.issuedAt <= user.revokedAt) throw revoked(user.revokedAt);
  return { user, bearer };
}

const unauthorized = (message: string) =>
  new Refusal(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': 'Bearer realm=""' });

/** The claims challenge of continuous access evaluation: the next token must be younger than the revocation. */
function revoked(at: number): Refusal {
  const nbf = { essential: true, value: String(Math.ceil(at / 1000)) };
  const claims = Buffer.from(JSON.stringify({ access_token: { nbf } })).toString('base64');
  return new Refusal(
    401,
    'InvalidAuthenticationToken',
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
    { 'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${claims}"` },
  );
}

/** `/users/{own id or name}` is another name of `/me`. */
function asMe(request: Request, user: User): Request {
  const url = new URL(request.url);
  const [, version, users, name, ...rest] = url.pathname.split('/');
  if (users !== 'users' || name === undefined) return request;
  const named = decodeURIComponent(name).toLowerCase();
  if (named !== user.id && named !== user.upn.toLowerCase()) {
    throw new Refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
  url.pathname = ['', version, 'me', ...rest].join('/');
  return new Request(url, request);
}

const mapValues = (values: Readonly<Record<string, string>>, map: (value: string) => string) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

const contentTypeOf = ({ headers }: Request) => headers.get('content-type') ?? '';

async function readBody(request: Request): Promise<unknown> {
  if (contentTypeOf(request).startsWith('image/')) return new Uint8Array(await request.arrayBuffer());
  const text = request.body === null ? '' : await request.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function toResponse({ status, body, headers }: Answer, preferenceApplied: string | null): Response {
  const all = new Headers(headers);
  if (preferenceApplied !== null) all.append('preference-applied', preferenceApplied);
  if (body === undefined) return new Response(null, { status, headers: all });
  return body instanceof Uint8Array
    ? new Response(new Uint8Array(body), { status, headers: all })
    : Response.json(body, { status, headers: all });
}

/** To Do's own refusals come without an inner error. */
function refusalResponse({ world, tokens }: GraphContext, request: Request, refusal: Refusal): Response {
  const id = world.store.mintGuid('request');
  const clientId = request.headers.get('client-request-id') ?? id;
  const innerError = {
    date: new Date(tokens.now()).toISOString().slice(0, 19),
    'request-id': id,
    'client-request-id': clientId,
  };
  const { code, message } = refusal;
  const error = code === 'invalidRequest' ? { code, message } : { code, message, innerError };
  const headers = { ...refusal.headers, 'request-id': id, 'client-request-id': clientId };
  return Response.json({ error }, { status: refusal.status, headers });
}

function withIds(request: Request, { world }: GraphContext, response: Response): Response {
  if (response.headers.has('request-id')) return response;
  const id = world.store.mintGuid('request');
  response.headers.set('request-id', id);
  response.headers.set('client-request-id', request.headers.get('client-request-id') ?? id);
  return response;
}
