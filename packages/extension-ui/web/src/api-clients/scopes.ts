import { MODULES, parseModuleName, RECORD_MODULES } from '@syncgrant/core';
import { text } from '../text.ts';

const OPERATIONS = ['ALL', 'READ', 'CREATE', 'UPDATE', 'DELETE'] as const;
const GENERAL = ['modules', 'settings', 'users', 'org', 'bulk', 'notifications'] as const;

const words = text.programs.scopes;

/** `ZohoCRM.modules.Sales_Orders.READ` in words: "Sales Orders: read". What is not known is shown by its own name. */
export function scopeInWords(scope: string): string {
  const [, area = '', ...rest] = scope.split('.');
  const operation = rest.at(-1) ?? '';
  const kind = rest.length > 1 ? rest[0] : undefined;
  return words.inWords(areaInWords(area, kind), wordFor(words.operations, operation) ?? operation);
}

function areaInWords(area: string, kind: string | undefined): string {
  if (kind === undefined) return wordFor(words.areas, area) ?? area;
  if (area === 'settings') return wordFor(words.settings, kind) ?? withSpaces(kind);
  return moduleInWords(kind);
}

/** Modules are written in any case. */
function moduleInWords(name: string): string {
  const known = RECORD_MODULES.find((module) => module.toLowerCase() === name.toLowerCase()) ?? name;
  const module = parseModuleName(known);
  return module === undefined ? withSpaces(known) : MODULES[module].label;
}

const withSpaces = (name: string): string => name.replaceAll('_', ' ');

const wordFor = (known: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(known, name) ? known[name] : undefined;

export interface ScopeGroup {
  readonly group: string;
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

/** Every scope there is to choose from, in words. */
export const SCOPE_GROUPS: readonly ScopeGroup[] = [
  { group: words.groups.everything, items: GENERAL.flatMap((area) => scopesOf(area)) },
  {
    group: words.groups.records,
    items: RECORD_MODULES.flatMap((module) => scopesOf(`modules.${module}`)),
  },
  {
    group: words.groups.settings,
    items: Object.keys(words.settings).flatMap((kind) => scopesOf(`settings.${kind}`)),
  },
];

function scopesOf(area: string) {
  return OPERATIONS.map((operation) => {
    const value = `ZohoCRM.${area}.${operation}`;
    return { value, label: scopeInWords(value) };
  });
}
