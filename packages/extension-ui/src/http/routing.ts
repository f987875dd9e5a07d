import assert from 'node:assert/strict';
import { Router, type Request, type Response } from 'express';
import type { Endpoint } from '@syncgrant/contracts';
import { FileAnswer, Refusal, type Reply } from './answer.ts';
import { admitProgram, carriesToken } from '../oauth/admit-program.ts';
import { findCaller, NOT_SIGNED_IN, refusedForgery, type Caller } from './caller.ts';
import { sendFile } from './send-file.ts';
import { readFileForm } from './file-form.ts';
import { readJsonBody } from './json-body.ts';
import { FormRoom } from './form-room.ts';
import type { RawCall, Route, Server } from './route.ts';

/** Every contract has exactly one handler, and every handler a contract. Throws, naming those that have not. */
export function assertComplete(routes: readonly Route[], endpoints: readonly Endpoint[]): void {
  for (const { id } of endpoints) {
    const handlers = routes.filter(({ endpoint }) => endpoint.id === id).length;
    assert(handlers === 1, `the endpoint ${id} has ${handlers} handlers`);
  }
  const strange = routes.find(({ endpoint }) => !endpoints.includes(endpoint));
  assert(strange === undefined, `${strange?.endpoint.id} is not among the contracts`);
}

/**
 * Express routes for all contracts. An address belongs to the most literal path that fits it, whatever the method, so that
 * `/crm/v8/users` is never taken for a module.
 */
export function routing(routes: readonly Route[], server: Server): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const formRoom = new FormRoom();
  const byPath = Map.groupBy(routes, ({ endpoint }) => endpoint.path);
  for (const path of [...byPath.keys()].toSorted(moreLiteralFirst)) {
    const methods = byPath.get(path) ?? [];
    router.all(path, async (request, response) => {
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const route = methods.find(({ endpoint }) => endpoint.method === method);
      const answer =
        route === undefined
          ? wrongMethod(request, methods)
          : await answerOf(route, request, response, { server, formRoom });
      if (answer instanceof FileAnswer) await sendFile(response, answer);
      else send(response, answer);
    });
  }
  return router;
}

async function answerOf(
  route: Route,
  request: Request,
  response: Response,
  { server, formRoom }: { readonly server: Server; readonly formRoom: FormRoom },
): Promise<Reply<unknown> | FileAnswer | Refusal> {
  const caller = await admit(route.endpoint, request, server);
  if (caller instanceof Refusal) return caller;
  const { form } = route.endpoint;
  const { params, query, headers } = request;
  const answer = (body: RawCall['body']) => route.answer({ params, query, body, headers, caller }, server);
  if (form === undefined) return answer(() => readJsonBody(request, response));
  const bytes = Math.min(form.totalBytes, Number(headers['content-length'] ?? form.totalBytes));
  return formRoom.hold(caller.facts.user.id, bytes, () => answer(() => readFileForm(request, form)));
}

/** Who calls: a program by its token, which no browser sends by itself, or else the browser that is signed in. */
async function admit(endpoint: Endpoint, request: Request, { deps }: Server): Promise<Caller | Refusal> {
  if (carriesToken(request)) return admitProgram(deps, endpoint, request);
  const caller = await findCaller(deps, request);
  if (caller === null) return NOT_SIGNED_IN;
  const forged = endpoint.method === 'GET' ? null : refusedForgery(caller, request, deps.publicUrl);
  return forged ?? caller;
}

export function send(response: Response, answer: Reply<unknown> | Refusal): void {
  response.set('cache-control', 'no-store').status(answer.status);
  if (answer.body === null) response.end();
  else response.json(answer.body);
}

function wrongMethod(request: Request, routes: readonly Route[]): Refusal {
  const supported = routes.map(({ endpoint }) => endpoint.method).toSorted();
  return new Refusal(
    400,
    'INVALID_REQUEST_METHOD',
    `This address does not take ${request.method}, but ${supported.join(', ')}.`,
    { supported_methods: supported },
  );
}

function moreLiteralFirst(one: string, other: string): number {
  const ones = one.split('/');
  const others = other.split('/');
  for (const [index, segment] of ones.entries()) {
    const literal = Number(segment.startsWith(':')) - Number(others[index]?.startsWith(':') ?? false);
    if (literal !== 0) return literal;
  }
  return one < other ? -1 : 1;
}
