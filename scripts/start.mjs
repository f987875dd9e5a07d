// `npm start`: makes sure the dependencies and the built web client are there, then becomes the product on Node 24.
import { spawnSync } from 'node:child_process';
import { become, ensureDependencies, environment, fail, root, say } from './toolchain.mjs';

ensureDependencies();
buildWebClient();
become('packages/standalone/src/main.ts', process.argv.slice(2));

/** Turbo knows by the hash of the sources whether there is anything to build, and answers in a fraction of a second if not. */
function buildWebClient() {
  const build = spawnSync('turbo', ['run', 'build', '--filter=@syncgrant/web', '--output-logs=new-only'], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
  });
  if (build.error) fail(`Cannot run turbo: ${build.error.message}`);
  if (build.status !== 0) fail(`The web client does not build.\n${build.stdout}${build.stderr}`);
  if (build.stdout.includes('cache miss')) say('Built the web client');
}
