import { CATALOGUE } from './catalogue.ts';
import { moduleRights, type ModuleRights } from './module-rights.ts';
import { MODULE_NAMES } from './modules.ts';
import { decidePermission, type Switches } from './permission-decision.ts';
import { MODULE_QUESTIONS, type ModuleQuestion } from './question-number.ts';
import { answerRecord, answerTakingPart, answerWriting } from './record-rules.ts';
import type { Decision } from './rule.ts';

/**
 * The answer to every question about permissions and records, by `QuestionNumber`. Not frozen, because reading from a
 * frozen array takes twice as long.
 */
export type Answers = readonly Decision[];

export function compileAnswers(switches: Switches): Answers {
  const answers: Decision[] = [];
  for (const { number } of CATALOGUE.permissions) answers.push(decidePermission(switches, number));
  for (const rights of RIGHTS) {
    for (const question of MODULE_QUESTIONS) answers.push(answer(switches, rights, question));
  }
  return answers;
}

const RIGHTS: readonly ModuleRights[] = MODULE_NAMES.map(moduleRights);

function answer(switches: Switches, rights: ModuleRights, question: ModuleQuestion): Decision {
  switch (question.kind) {
    case 'record':
      return answerRecord(switches, rights, question.action, question.via, question.owned);
    case 'writing':
      return answerWriting(switches, rights, question.via);
    case 'taking_part':
      return answerTakingPart(switches, rights, question.via);
  }
}
