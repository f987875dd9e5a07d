import { numberOf } from './catalogue.ts';
import type { DecisionContext } from './context.ts';
import {
  prepareModule,
  recordQuestion,
  takingPartQuestion,
  writingQuestion,
  type QuestionNumber,
} from './question-number.ts';
import type { DecisionRequest, PreparedModule, PreparedRequest, SyncRequest } from './request.ts';
import { USER_INACTIVE, type Decision, type RecordAction } from './rule.ts';
import { decideSync, type SyncGrant } from './sync-grant.ts';

/**
 * May this user do this now, and which rule says so. The one place where grants are decided: pages, the API, the
 * sync and its status all ask here, so they all show the same reason. The rules were worked through when the profile
 * was compiled; deciding finds the answer and allocates nothing. Answers are shared and frozen. Asking about a
 * permission or module that does not exist throws: parse names where they come in.
 */
export function decide(context: DecisionContext, request: SyncRequest): SyncGrant;
export function decide(context: DecisionContext, request: DecisionRequest | PreparedRequest): Decision;
export function decide(context: DecisionContext, request: DecisionRequest | PreparedRequest): Decision {
  switch (request.kind) {
    case 'prepared':
      return answerTo(context, request.question);
    case 'permission':
      return answerTo(context, numberOf(request.permission));
    case 'record': {
      const module = prepareModule(request.module, request.via);
      const owned = request.owned ?? true;
      return request.takesPart === true && request.action === 'view' && !owned
        ? decideTakingPart(context, module)
        : decideRecord(context, module, request.action, owned);
    }
    case 'field':
      return decideField(context, prepareModule(request.module, request.via), request.field, request.access);
    case 'sync':
      return decideSync(context, request.syncModule);
  }
}

function answerTo({ user, profile }: DecisionContext, question: QuestionNumber): Decision {
  if (!user.active) return USER_INACTIVE;
  const answer = profile.answers[question];
  if (answer === undefined) throw new RangeError(`There is no question number ${question}`);
  return answer;
}

/** What `decide` says about a request that was looked up beforehand. */
export const decidePrepared = (context: DecisionContext, { question }: PreparedRequest): Decision =>
  answerTo(context, question);

/** What `decide` says about records of a module that was looked up beforehand. */
export const decideRecord = (
  context: DecisionContext,
  module: PreparedModule,
  action: RecordAction,
  owned: boolean,
): Decision => answerTo(context, recordQuestion(module, action, owned));

/** What `decide` says about viewing a record of another user in which the user takes part. */
export const decideTakingPart = (context: DecisionContext, module: PreparedModule): Decision =>
  answerTo(context, takingPartQuestion(module));

/** What `decide` says about a field of a module that was looked up beforehand. */
export function decideField(
  context: DecisionContext,
  module: PreparedModule,
  field: string,
  access: 'read' | 'write',
): Decision {
  const question = access === 'read' ? recordQuestion(module, 'view', true) : writingQuestion(module);
  const record = answerTo(context, question);
  if (!record.granted) return record;
  const restricted = context.profile.fields[module.number]?.get(field);
  if (restricted === undefined) return record;
  if (access === 'read') return restricted.reading ?? record;
  return module.writesRows ? restricted.writingRows : restricted.writing;
}
