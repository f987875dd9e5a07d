/**
 * `npm run simulate -- [--minutes N | --runs N] [--seed S] [--steps K] [--trace]`: runs of one seed after the other, as many or for as
 * long as asked. A run that fails is printed with the line that replays it; the first one of each broken promise is shrunk.
 */
import { parseArgs } from 'node:util';
import { DEFECTS } from './defects.ts';
import { openLaboratory, type Laboratory } from './laboratory.ts';
import type { LawBroken } from './law-broken.ts';
import { shrink } from './shrink.ts';
import { makeSteps } from './step.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    runs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '80' },
    defect: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);
const first = Number(values.seed);
const count = Number(values.steps);
const defect = DEFECTS.find(({ name }) => name === values.defect);
const given = {
  ...(defect !== undefined && { defect }),
  ...(values.trace && { watch: say }),
};
const runs = Number(values.runs ?? (values.minutes === undefined ? 1 : Number.MAX_SAFE_INTEGER));
const end = performance.now() + Number(values.minutes ?? 24 * 60) * 60_000;

const laboratory = await openLaboratory();
const total = { runs: 0, troubles: 0, findings: 0 };
const shrunk = new Set<string>();
for (let seed = first; total.runs < runs && performance.now() < end; seed += 1) {
  const { broken, troubles } = await laboratory.run(seed, makeSteps(seed, count), given);
  total.runs += 1;
  total.troubles += troubles;
  if (broken === null) continue;
  total.findings += 1;
  process.exitCode = 1;
  await report(laboratory, seed, broken);
}
say(`${total.runs} runs of ${count} steps, ${total.troubles} faults, ${total.findings} findings`);
await laboratory.close();

async function report({ run }: Laboratory, seed: number, broken: LawBroken): Promise<void> {
  say(`seed ${seed} broke ${broken.message}`);
  const planted = defect === undefined ? '' : ` --defect ${JSON.stringify(defect.name)}`;
  say(`replay: npm run simulate -- --seed ${seed} --steps ${count}${planted} --trace`);
  if (shrunk.has(broken.law)) return;
  shrunk.add(broken.law);
  const steps = await shrink(makeSteps(seed, count), async (fewer) => {
    const again = await run(seed, fewer, defect === undefined ? {} : { defect });
    return again.broken?.law === broken.law;
  });
  say(`${steps.length} steps are enough, as a case of cases.ts:`);
  say(JSON.stringify({ seed, law: broken.law, steps }));
}
