import { MODULE_NAMES, parseModuleName, type ModuleName } from './modules.ts';
import { refusePlan, type Refusing } from './plan-refusal.ts';
import type { FieldAccess, FieldRestriction } from './profile.ts';

/** A field to be opened or restricted; module and field come from outside and may not exist. */
export interface FieldAccessChange {
  readonly module: string;
  /** API name. That the module has such a field is checked where its fields are known. */
  readonly field: string;
  readonly access: FieldRestriction | 'read_write';
}

export interface ChangedFieldAccess {
  readonly ok: true;
  readonly fieldAccess: FieldAccess;
  readonly changed: boolean;
}

/** They show records of other modules, through the field access of those. */
const WITHOUT_FIELD_SETTINGS: readonly string[] = ['Reports', 'Analytics', 'Dashboards', 'Calendar'];

const FIELD_NAME = /^[A-Za-z]\w{0,99}$/;

/** Applies changes of field access, all at once: their order does not matter. */
export function changeFieldAccess(
  current: FieldAccess,
  changes: readonly FieldAccessChange[],
): ChangedFieldAccess | Refusing {
  const asked = new Map<ModuleName, Map<string, FieldAccessChange['access']>>();
  for (const { module: moduleName, field, access } of changes) {
    const about = { field: `${moduleName}.${field}` };
    if (WITHOUT_FIELD_SETTINGS.includes(moduleName)) {
      return refusePlan(
        'no_field_settings',
        `${moduleName} has no field settings of its own; it shows records as their modules allow.`,
        about,
      );
    }
    const module = parseModuleName(moduleName);
    if (module === undefined) {
      return refusePlan('unknown_module', `There is no module ${moduleName}.`, about);
    }
    if (!FIELD_NAME.test(field)) {
      return refusePlan('invalid_field', `${field} cannot be the name of a field.`, about);
    }
    const fields = asked.get(module) ?? new Map<string, FieldAccessChange['access']>();
    if ((fields.get(field) ?? access) !== access) {
      return refusePlan('contradiction', `${moduleName}.${field} is asked to be two things at once.`, about);
    }
    asked.set(module, fields.set(field, access));
  }

  const before = normalised(current);
  const fieldAccess = normalised(current, asked);
  return { ok: true, fieldAccess, changed: JSON.stringify(fieldAccess) !== JSON.stringify(before) };
}

/** Modules in catalogue order, fields by name, nothing empty: equal settings are written equally. */
function normalised(
  current: FieldAccess,
  asked: ReadonlyMap<ModuleName, ReadonlyMap<string, FieldAccessChange['access']>> = new Map(),
): FieldAccess {
  const modules = MODULE_NAMES.map((module) => {
    const fields = new Map<string, FieldAccessChange['access']>(Object.entries(current[module] ?? {}));
    for (const [field, access] of asked.get(module) ?? []) fields.set(field, access);
    const restricted = [...fields].flatMap(([field, access]) =>
      access === 'read_write' ? [] : [[field, access] as const],
    );
    return [module, restricted.toSorted(([one], [other]) => (one < other ? -1 : 1))] as const;
  });
  return Object.fromEntries(
    modules
      .filter(([, fields]) => fields.length > 0)
      .map(([module, fields]) => [module, Object.fromEntries(fields)]),
  );
}
