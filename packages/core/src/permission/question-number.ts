import { CATALOGUE, numberOf } from './catalogue.ts';
import { MODULE_NAMES, type ModuleName } from './modules.ts';
import type { PermissionRequest, PreparedModule, PreparedRequest, RecordRequest, Via } from './request.ts';
import type { RecordAction } from './rule.ts';

/**
 * The place of a question's answer in a compiled profile. First come the permissions by their numbers, then one
 * block per module and function: each action on one's own records and on others', then writing fields, then viewing what
 * one takes part in. Numbers live as long as the process; they are never stored.
 */
export type QuestionNumber = number;

/** What is asked about a module's records, the same for every module. */
export type ModuleQuestion =
  | {
      readonly kind: 'record';
      readonly action: RecordAction;
      readonly via: Via | undefined;
      readonly owned: boolean;
    }
  | { readonly kind: 'writing' | 'taking_part'; readonly via: Via | undefined };

const VIAS = [undefined, 'api', 'sheet', 'import', 'export'] as const;
const ACTIONS = ['view', 'create', 'edit', 'delete'] as const;
const WRITING = ACTIONS.length * 2;
const TAKING_PART = WRITING + 1;

const questionsVia = (via: Via | undefined): readonly ModuleQuestion[] => [
  ...ACTIONS.flatMap((action) =>
    [true, false].map((owned) => ({ kind: 'record', action, via, owned }) as const),
  ),
  { kind: 'writing', via },
  { kind: 'taking_part', via },
];

/** A module's questions by their place in its blocks. */
export const MODULE_QUESTIONS: readonly ModuleQuestion[] = VIAS.flatMap(questionsVia);

const FIRST_OF_MODULES = CATALOGUE.permissions.length;
const BLOCK = MODULE_QUESTIONS.length / VIAS.length;

/** By the place of the function among `VIAS`. */
const PREPARED: ReadonlyMap<ModuleName, readonly PreparedModule[]> = new Map(
  MODULE_NAMES.map((name, number) => {
    const first = FIRST_OF_MODULES + number * MODULE_QUESTIONS.length;
    const prepared = VIAS.map((via, place) =>
      Object.freeze({
        number,
        firstQuestion: first + place * BLOCK,
        writesRows: via === 'sheet' || via === 'import',
      }),
    );
    return [name, prepared];
  }),
);

/** Looks a module up, so that `decideRecord` and `decideField` need not. Throws on a module that does not exist. */
export function prepareModule(module: ModuleName, via: Via | undefined): PreparedModule {
  const prepared = PREPARED.get(module)?.[placeOfVia(via)];
  if (prepared === undefined) throw new TypeError(`There is no module ${module}`);
  return prepared;
}

/** Looks a request up once, so that `decide` need not. Throws on a permission or module that does not exist. */
export const prepareRequest = (request: PermissionRequest | RecordRequest): PreparedRequest =>
  Object.freeze({
    kind: 'prepared',
    question:
      request.kind === 'permission'
        ? numberOf(request.permission)
        : recordQuestion(prepareModule(request.module, request.via), request.action, request.owned ?? true),
  });

export const recordQuestion = (
  { firstQuestion }: PreparedModule,
  action: RecordAction,
  owned: boolean,
): QuestionNumber => firstQuestion + placeOfAction(action) * 2 + (owned ? 0 : 1);

export const writingQuestion = ({ firstQuestion }: PreparedModule): QuestionNumber => firstQuestion + WRITING;

export const takingPartQuestion = ({ firstQuestion }: PreparedModule): QuestionNumber =>
  firstQuestion + TAKING_PART;

// Comparing names that are known beforehand is much quicker than looking them up in a table.
function placeOfVia(via: Via | undefined): number {
  switch (via) {
    case undefined:
      return 0;
    case 'api':
      return 1;
    case 'sheet':
      return 2;
    case 'import':
      return 3;
    case 'export':
      return 4;
  }
}

function placeOfAction(action: RecordAction): number {
  switch (action) {
    case 'view':
      return 0;
    case 'create':
      return 1;
    case 'edit':
      return 2;
    case 'delete':
      return 3;
  }
}
