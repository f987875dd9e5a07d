import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findPermission,
  MODULE_NAMES,
  MODULES,
  SYNC_MODULE_NAMES,
  SYNC_MODULES,
  type ModuleName,
  type PermissionName,
  type RecordAction,
} from '@syncgrant/core';
import { ENDPOINTS, type Endpoint, type Method } from '@syncgrant/contracts';

/** Where the product asks before it does something. */
export interface Enforcement {
  /** The files that ask for a permission. A permission that nobody asks for is not in it. */
  readonly permissions: ReadonlyMap<PermissionName, ReadonlySet<string>>;
  /** The files that ask whether fields can be read or written. */
  readonly fieldAccess: readonly string[];
}

const ROOT = join(import.meta.dirname, '../../..');

/** Where decisions are asked for: what runs on the server, and the navigation, which shows modules by Tab Visibility. */
const ASKING = [
  'packages/agent/src/**/*.ts',
  'packages/extension-ui/src/**/*.ts',
  'packages/extension-ui/web/src/shell/*.tsx',
  'packages/core/src/permission/{*-change,*-lifecycle}.ts',
];

const VERB = { view: 'View', create: 'Create', edit: 'Edit', delete: 'Delete' } as const;
const ACTION: Readonly<Record<Method, RecordAction>> = {
  GET: 'view',
  POST: 'create',
  PUT: 'edit',
  PATCH: 'edit',
  DELETE: 'delete',
};
/** The permissions that open a function, before the module's word. */
const VIA = { sheet: ['ZohoSheet_View'], import: ['Import', 'Import_Org'], export: ['Export'] } as const;

interface Source {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the product: what the contracts of its routes declare, and what its code asks `decide` by name. An endpoint without
 * a route counts for nothing, and neither does a permission that is only listed or shown.
 */
export function findEnforcement(): Enforcement {
  const found = new Map<PermissionName, Set<string>>();
  const add = (name: string, path: string) => {
    const permission = findPermission(name)?.name;
    if (permission === undefined) return;
    found.set(permission, (found.get(permission) ?? new Set()).add(path));
  };
  const sources = readSources();
  const served = new Set<ModuleName>();
  for (const endpoint of ENDPOINTS) {
    const route = sources.find(({ text }) => definesRoute(text, endpoint));
    if (route === undefined) continue;
    for (const module of modulesOf(endpoint)) served.add(module);
    for (const name of declaredBy(endpoint)) add(name, route.path);
  }
  for (const source of sources) for (const name of askedIn(source, [...served])) add(name, source.path);
  return {
    permissions: found,
    fieldAccess: sources
      .filter(({ text }) => /\bkind: 'field'|\bdecideField\(/.test(text))
      .map(({ path }) => path),
  };
}

function readSources(): readonly Source[] {
  return ASKING.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .filter((path) => !/\.test\.tsx?$|\/testing/.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

const definesRoute = (text: string, { id }: Endpoint): boolean =>
  new RegExp(String.raw`define\w*Route\(\s*${id}\b`).test(text);

/** The modules whose records an endpoint is about: those that its path may name. */
function modulesOf({ access, params }: Endpoint): readonly ModuleName[] {
  if (access.kind !== 'record') return [];
  return MODULE_NAMES.filter((module) =>
    [{ module }, { module, id: '1' }].some((given) => params.safeParse(given).success),
  );
}

function declaredBy(endpoint: Endpoint): readonly string[] {
  const { access, method } = endpoint;
  if (access.kind === 'permission') return [access.permission, ...(access.or ? [access.or] : [])];
  if (access.kind !== 'record') return [];
  const verbs = [
    VERB[access.action ?? ACTION[method]],
    ...(access.function ? [access.function] : []),
    ...(access.via ? VIA[access.via] : []),
  ];
  return [
    ...modulesOf(endpoint).flatMap((module) => verbs.map((verb) => inModule(verb, module))),
    ...(access.permission ? [access.permission] : []),
  ];
}

const inModule = (verb: string, module: ModuleName) => `Crm_Implied_${verb}_${MODULES[module].code}`;

/** A function of a module that is named in the question. */
const OF_ONE_MODULE = /\bkind: 'record',\s*module: '(\w+)',\s*action: '\w+',\s*via: '(\w+)'/g;

/** What a file asks for: permissions by name or by a verb and whatever module, functions, others' records, syncs. */
function askedIn({ text }: Source, served: readonly ModuleName[]): readonly string[] {
  const named = [...text.matchAll(/'(Crm_Implied_[^']+)'/g)].map(([, name]) => name ?? '');
  const verbs = [...text.matchAll(/`Crm_Implied_(\w+)_\$\{/g)].map(([, verb]) => verb ?? '');
  const ofOneModule = [...text.matchAll(OF_ONE_MODULE)];
  const ofModules = text.replaceAll(OF_ONE_MODULE, '');
  const functions = Object.entries(VIA).flatMap(([via, opening]) =>
    ofModules.includes(`via: '${via}'`) ? opening : [],
  );
  return [
    ...named,
    ...ofOneModule.flatMap(([, module = '', via = '']) =>
      Object.entries(VIA).flatMap(([name, opening]) =>
        name === via ? opening.map((verb) => `Crm_Implied_${verb}_${module}`) : [],
      ),
    ),
    ...[...verbs, ...functions].flatMap((verb) => served.map((module) => inModule(verb, module))),
    ...(/kind: 'record'[^}]*\bowned\b|\bdecideRecord\(/.test(text) ? ['Crm_Implied_Access_All_Records'] : []),
    ...(/\bvia: 'api'/.test(text) ? ['Crm_Implied_Api_Access'] : []),
    ...(/\bdecideSync\(|kind: 'sync'/.test(text)
      ? SYNC_MODULE_NAMES.map((module) => SYNC_MODULES[module].permission)
      : []),
  ];
}
