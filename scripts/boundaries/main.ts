// Checks that packages import only what the architecture lets them: `node scripts/boundaries/main.ts [folder of the repository]`.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { rules } from './rules.ts';

process.chdir(resolve(process.argv[2] ?? '.'));

const folders = ['packages', 'test', 'scripts'].filter((folder) => existsSync(folder));
const { output } = await cruise(folders, {
  validate: true,
  ruleSet: { forbidden: rules },
  parser: 'swc',
  tsPreCompilationDeps: true,
  exclude: { path: '(^|/)dist/' },
  doNotFollow: { path: 'node_modules' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.js', '.mjs'],
  },
});
if (typeof output === 'string') throw new Error(`No result of the analysis: ${output}`);

const violations = [...wrongImports(output), ...readingsOfTheClock()];
for (const violation of violations) console.error(violation);
console.log(
  `${output.summary.totalCruised} modules, ${violations.length} imports or calls against the rules`,
);
process.exitCode = violations.length === 0 ? 0 : 1;

function wrongImports({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ from, to, rule }) => `${from} → ${to}  (${rule.name})`);
}

/** `new Date()` and `Date()`, which the linter has no rule for; the other ways to the clock are in .oxlintrc.json. */
function readingsOfTheClock(): string[] {
  return globSync('packages/core/src/**/*.ts', { exclude: ['**/*.test.ts'] })
    .filter((file) => /\bDate\(\s*\)/.test(readFileSync(file, 'utf8')))
    .map((file) => `${file} reads the clock  (the core gets the time as an argument)`);
}
