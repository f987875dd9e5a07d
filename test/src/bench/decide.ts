/**
 * How long a decision takes: `decide`, with overrides, field access and the deciding rule, beside `@casl/ability` and casbin
 * holding the same rules; and what it takes to prepare a profile for deciding. By turns in one run, in slices too short to be
 * interrupted often; medians. All three must agree on every question first. Prints ratios and times, writes them to
 * `.bench/decide.json`, and fails if `decide` allocates, or if it is less than 10 times as fast as CASL
 * on a mixture, of questions or of what endpoints call.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { createMongoAbility, type MongoAbility } from '@casl/ability';
import type { Enforcer } from 'casbin';
import { compileProfile, decide, MODULE_NAMES, type DecisionContext, type Profile } from '@syncgrant/core';
import { CALLS, type Call } from '../permission/bench-calls.ts';
import { fieldName, largeProfiles, QUESTIONS, type AskedQuestion } from '../permission/bench-world.ts';
import { casbinEnforcer, casbinQuestion } from '../permission/casbin-enforcer.ts';
import { caslAbility, caslQuestion, caslRules, type ProfileRequest } from '../permission/casl-ability.ts';
import { contextOf } from '../permission/random-worlds.ts';

const TIMES_CASL = 10;
const BOUND_ON: readonly (keyof typeof QUESTIONS | keyof typeof CALLS)[] = [
  'mixed, prepared where possible',
  'mixed, as called',
];
const SLICES = 300;
/** How often a slice asks its questions: some 50 microseconds' worth. Casbin takes milliseconds for one question. */
const ROUNDS = { decide: 80, casl: 8 };

// Each asks all questions so many times and says how many were granted. They are functions of the module, so that what the
// engine learns from one kind of question it keeps for the others, as in a server.
function askOurs(context: DecisionContext, questions: readonly AskedQuestion[], rounds: number): number {
  let granted = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const { asked } of questions) {
      const decision = decide(context, asked);
      if (decision.granted) granted += 1;
    }
  }
  return granted;
}

function askCalls(calls: readonly (() => boolean)[], rounds: number): number {
  let granted = 0;
  for (let round = 0; round < rounds; round += 1) for (const call of calls) if (call()) granted += 1;
  return granted;
}

type CaslQuestion = ReturnType<typeof caslQuestion>;

function askCasl(ability: MongoAbility, questions: readonly CaslQuestion[], rounds: number): number {
  let granted = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const [action, subject, field] of questions) if (ability.can(action, subject, field)) granted += 1;
  }
  return granted;
}

function askCasbin(enforcer: Enforcer, questions: readonly (readonly string[])[]): number {
  let granted = 0;
  for (const question of questions) if (enforcer.enforceSync(...question)) granted += 1;
  return granted;
}

function nanoseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) * 1e6;
}

/** How much the heap grew. Negative when it was swept meanwhile, so only medians mean something. */
function grownBytes(work: () => unknown): number {
  const before = process.memoryUsage().heapUsed;
  work();
  return process.memoryUsage().heapUsed - before;
}

function median(samples: readonly number[]): number {
  return samples.toSorted((one, other) => one - other)[samples.length >> 1] ?? NaN;
}

const shown = (value: number) => Number(value.toPrecision(3));

/** The same profile, ready to be asked by both. */
interface Pair {
  readonly context: DecisionContext;
  readonly ability: MongoAbility;
}

/** Gets ready to ask all of the questions so many times, and to say how many were granted. */
type Preparing<Question> = (
  context: DecisionContext,
  questions: readonly Question[],
) => (rounds: number) => number;

const preparedQuestions: Preparing<AskedQuestion> = (context, questions) => (rounds) =>
  askOurs(context, questions, rounds);

const preparedCalls: Preparing<Call> = (context, calls) => {
  const prepared = calls.map(({ prepare }) => prepare(context));
  return (rounds) => askCalls(prepared, rounds);
};

function compare<Question extends { readonly request: ProfileRequest }>(
  questions: readonly Question[],
  prepare: Preparing<Question>,
  pairs: readonly Pair[],
  enforcer: Enforcer,
) {
  const casl = questions.map(({ request }) => caslQuestion(request));
  const casbin = questions.map(({ request }) => casbinQuestion(request));
  agree(questions, prepare, pairs, enforcer);
  const ready = pairs.map(({ context, ability }) => ({ ask: prepare(context, questions), ability }));

  const samples = { decide: [] as number[], casl: [] as number[] };
  const growth = { decide: [] as number[], casl: [] as number[] };
  for (let slice = 0; slice < 2 * SLICES; slice += 1) {
    const { ask, ability } = ready[slice % ready.length] ?? raise('no profile');
    const ours = () => ask(ROUNDS.decide);
    const theirs = () => askCasl(ability, casl, ROUNDS.casl);
    const [oursNs, theirsNs] = [nanoseconds(ours), nanoseconds(theirs)];
    // The first half warms up.
    if (slice < SLICES) continue;
    samples.decide.push(oursNs / (ROUNDS.decide * questions.length));
    samples.casl.push(theirsNs / (ROUNDS.casl * questions.length));
    growth.decide.push(grownBytes(ours) / (ROUNDS.decide * questions.length));
    growth.casl.push(grownBytes(theirs) / (ROUNDS.casl * questions.length));
  }
  const decideNs = median(samples.decide);
  const caslNs = median(samples.casl);
  const casbinNs = median(casbin.map((question) => nanoseconds(() => askCasbin(enforcer, [question]))));
  return {
    'CASL : decide': shown(caslNs / decideNs),
    'casbin : decide': shown(casbinNs / decideNs),
    'decide ns': shown(decideNs),
    'CASL ns': shown(caslNs),
    'casbin ns': shown(casbinNs),
    'decide bytes': Math.round(median(growth.decide)),
    'CASL bytes': Math.round(median(growth.casl)),
  };
}

/** What answers differently is not worth comparing. */
function agree<Question extends { readonly request: ProfileRequest }>(
  questions: readonly Question[],
  prepare: Preparing<Question>,
  pairs: readonly Pair[],
  enforcer: Enforcer,
): void {
  for (const question of questions) {
    for (const [number, { context, ability }] of pairs.entries()) {
      const ours = prepare(context, [question])(1);
      const casl = askCasl(ability, [caslQuestion(question.request)], 1);
      // Casbin holds the first profile alone.
      const casbin = number === 0 ? askCasbin(enforcer, [casbinQuestion(question.request)]) : ours;
      if (ours !== casl || ours !== casbin) raise(`different answers to ${JSON.stringify(question.request)}`);
    }
  }
}

function raise(message: string): never {
  throw new Error(message);
}

/**
 * Milliseconds to get one profile ready, on average over all. `decide` starts from the profile as it is stored; CASL is given
 * rules that are written already. Both look at fields only when they are asked, so it is measured too how long it takes until
 * fields of every module have been asked about. Casbin gets one profile, which takes it long enough.
 */
async function prepareProfiles(profiles: readonly Profile[]) {
  const rules = profiles.map((profile) => [...caslRules(profile)]);
  const asked = MODULE_NAMES.map((module) => {
    const request = { kind: 'field', module, field: fieldName(0), access: 'read' } as const;
    return { request, casl: caslQuestion(request) };
  });
  const rounds = Array.from({ length: 15 }, () => ({
    decide: nanoseconds(() => profiles.map((profile) => compileProfile(profile))),
    casl: nanoseconds(() => rules.map((each) => createMongoAbility(each))),
    decideAsked: nanoseconds(() => {
      for (const profile of profiles) {
        const context = contextOf(profile);
        for (const { request } of asked) decide(context, request);
      }
    }),
    caslAsked: nanoseconds(() => {
      for (const each of rules) {
        const ability = createMongoAbility(each);
        for (const { casl } of asked) ability.can(...casl);
      }
    }),
  }));
  const start = performance.now();
  const enforcer = await casbinEnforcer(profiles[0] ?? raise('no profile'));
  const casbinMs = performance.now() - start;
  const perProfileMs = (all: readonly number[]) => median(all) / 1e6 / profiles.length;
  const decideMs = perProfileMs(rounds.map((round) => round.decide));
  const caslMs = perProfileMs(rounds.map((round) => round.casl));
  const decideAskedMs = perProfileMs(rounds.map((round) => round.decideAsked));
  const caslAskedMs = perProfileMs(rounds.map((round) => round.caslAsked));
  return {
    enforcer,
    preparing: {
      'a profile': {
        'CASL : decide': shown(caslMs / decideMs),
        'casbin : decide': shown(casbinMs / decideMs),
        'decide ms': shown(decideMs),
        'CASL ms': shown(caslMs),
        'casbin ms': shown(casbinMs),
      },
      'and asking about a field of every module': {
        'CASL : decide': shown(caslAskedMs / decideAskedMs),
        'decide ms': shown(decideAskedMs),
        'CASL ms': shown(caslAskedMs),
      },
    },
  };
}

const profiles = largeProfiles();
const { enforcer, preparing } = await prepareProfiles(profiles);
const pairs = profiles.map((profile) => ({ context: contextOf(profile), ability: caslAbility(profile) }));
const decisions = {
  ...Object.fromEntries(
    Object.entries(QUESTIONS).map(([name, questions]) => [
      name,
      compare(questions, preparedQuestions, pairs, enforcer),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(CALLS).map(([name, calls]) => [name, compare(calls, preparedCalls, pairs, enforcer)]),
  ),
};

console.log('One decision');
console.table(decisions);
console.log(`Preparing one of ${profiles.length} profiles`);
console.table(preparing);
const output = new URL('../../../.bench/', import.meta.url);
await mkdir(output, { recursive: true });
await writeFile(new URL('decide.json', output), `${JSON.stringify({ decisions, preparing }, null, 2)}\n`);

const allocating = Object.entries(decisions).filter(([, { 'decide bytes': grown }]) => grown !== 0);
for (const [name] of allocating) console.error(`decide allocates: ${name}`);
const slow = BOUND_ON.filter((name) => (decisions[name]?.['CASL : decide'] ?? 0) < TIMES_CASL);
for (const name of slow) console.error(`${name}: less than ${TIMES_CASL} times as fast as CASL`);
if (allocating.length > 0 || slow.length > 0) process.exitCode = 1;
