import { numberOf } from './catalogue.ts';
import type { DecisionContext } from './context.ts';
import { moduleNumberOf } from './modules.ts';
import {
  moduleQuestion,
  recordPlace,
  recordQuestion,
  writingPlace,
  type QuestionNumber,
} from './question-number.ts';
import type { DecisionRequest, FieldRequest, PreparedRequest, SyncRequest } from './request.ts';
import { USER_INACTIVE, type Decision } from './rule.ts';
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
    case 'record':
      return answerTo(context, recordQuestion(request));
    case 'field':
      return decideField(context, request);
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

function decideField(context: DecisionContext, request: FieldRequest): Decision {
  const { module, field, access, via } = request;
  const moduleNumber = moduleNumberOf(module);
  const place = access === 'read' ? recordPlace('view', via, true) : writingPlace(via);
  const record = answerTo(context, moduleQuestion(moduleNumber, place));
  if (!record.granted) return record;
  const restricted = context.profile.fields[moduleNumber]?.get(field);
  if (restricted === undefined) return record;
  if (access === 'read') return restricted.reading ?? record;
  return via === 'sheet' || via === 'import' ? restricted.writingRows : restricted.writing;
}
