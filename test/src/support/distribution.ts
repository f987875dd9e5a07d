import { mkdir, writeFile } from 'node:fs/promises';

/** Milliseconds, to two places. */
export interface Distribution {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export function distribution(samples: readonly number[]): Distribution {
  const sorted = samples.toSorted((one, other) => one - other);
  const at = (share: number) =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(2));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Does something again and again, after a few times that do not count. */
export async function measured(times: number, work: (round: number) => Promise<void>): Promise<Distribution> {
  const samples: number[] = [];
  const warming = Math.min(20, Math.ceil(times / 5));
  for (let round = 0; round < warming + times; round += 1) {
    const start = performance.now();
    await work(round);
    if (round >= warming) samples.push(performance.now() - start);
  }
  return distribution(samples);
}

/** Keeps a benchmark's figures in `.bench/`, where the next run overwrites them. */
export async function keepFigures(name: string, figures: unknown): Promise<void> {
  const folder = new URL('../../../.bench/', import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify(figures, null, 2)}\n`);
}
