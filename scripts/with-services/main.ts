// Runs a program of ours with the services that the tests use: `node scripts/with-services/main.ts <file> [arguments]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Services } from '../check/services.ts';

const services = new Services();
await services.start();
try {
  const program = spawn(process.execPath, process.argv.slice(2), {
    stdio: 'inherit',
    env: { ...process.env, ...services.environment },
  });
  await once(program, 'exit');
  process.exitCode = program.exitCode ?? 1;
} finally {
  await services.stop();
}
