import { expect, it } from 'vitest';
import { openLaboratory } from './laboratory.ts';
import { makeSteps } from './step.ts';

it('every promise holds in five hundred runs', async () => {
  const laboratory = await openLaboratory();
  for (let seed = 1001; seed <= 1500; seed += 1) {
    const { broken } = await laboratory.run(seed, makeSteps(seed, 80));
    expect({ seed, broken }).toEqual({ seed, broken: null });
  }
  await laboratory.close();
});
