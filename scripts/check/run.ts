import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs one of the project's tools, its output going where ours goes. Resolves to whether it succeeded. */
export async function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  try {
    await once(child, 'exit');
    return child.exitCode === 0;
  } finally {
    process.off('SIGINT', passOn).off('SIGTERM', passOn);
  }
}
