import { findPermission, type Permission, type PermissionNumber } from './catalogue.ts';
import { MODULE_NAMES, MODULES, type ModuleName } from './modules.ts';
import { grant, refuse, type Granted, type RecordAction, type Refused } from './rule.ts';

/** A permission that may stand in for another one, and the answer when it does. */
export interface StandIn {
  readonly number: PermissionNumber;
  readonly granted: Granted;
}

/** One thing that can be done with a module's records, and what it takes. */
export interface ModuleRight {
  /** Undefined where the module offers no such thing: visits are not created by hand, quotes not imported. */
  readonly number: PermissionNumber | undefined;
  readonly standIns: readonly StandIn[];
}

/** What governs one module's records, found once by name. */
export interface ModuleRights extends Readonly<Record<RecordAction, ModuleRight>> {
  readonly import: ModuleRight;
  readonly importOrganisation: ModuleRight;
  /** Sheet View overrides Export; so do the rights to build reports and dashboards, which show the same data. */
  readonly export: ModuleRight;
  readonly sheet: ModuleRight;
  /** Inside a sheet, Sheet View overrides Create and Edit. */
  readonly createInSheet: ModuleRight;
  readonly editInSheet: ModuleRight;
  readonly readOnlyOverride: Granted;
  /** Viewing what one takes part in. Undefined but for meetings: nothing else has people who take part in it. */
  readonly takesPart: Granted | undefined;
  readonly notOffered: Readonly<Record<RecordAction, Refused>>;
}

const standIn = (by: Permission | undefined, overridden: Permission | undefined): readonly StandIn[] =>
  by === undefined || overridden === undefined
    ? []
    : [
        {
          number: by.number,
          granted: grant({ code: 'override', permission: by.name, overridden: overridden.name }),
        },
      ];

const right = (
  permission: Permission | undefined,
  ...standIns: readonly (readonly StandIn[])[]
): ModuleRight => Object.freeze({ number: permission?.number, standIns: Object.freeze(standIns.flat()) });

function rightsOf(module: ModuleName): ModuleRights {
  const verb = (name: string) => findPermission(`Crm_Implied_${name}_${MODULES[module].code}`);
  const sheet = verb('ZohoSheet_View');
  const reports = findPermission(
    module === 'Analytics' ? 'Crm_Implied_Manage_Dashboards' : 'Crm_Implied_Manage_Reports',
  );
  const create = verb('Create');
  const edit = verb('Edit');
  const exporting = verb('Export');
  const notOffered = (action: RecordAction) => refuse({ code: 'not_offered', module, action });
  return Object.freeze({
    view: right(verb('View')),
    create: right(create),
    edit: right(edit),
    delete: right(verb('Delete')),
    import: right(verb('Import')),
    importOrganisation: right(verb('Import_Org')),
    export: right(exporting, standIn(sheet, exporting), standIn(reports, exporting)),
    sheet: right(sheet),
    createInSheet: right(create, standIn(sheet, create)),
    editInSheet: right(edit, standIn(sheet, edit)),
    readOnlyOverride: grant({ code: 'read_only_override', module }),
    takesPart: module === 'Events' ? grant({ code: 'takes_part', module }) : undefined,
    notOffered: Object.freeze({
      view: notOffered('view'),
      create: notOffered('create'),
      edit: notOffered('edit'),
      delete: notOffered('delete'),
    }),
  });
}

const RIGHTS: ReadonlyMap<ModuleName, ModuleRights> = new Map(
  MODULE_NAMES.map((module) => [module, rightsOf(module)]),
);

/** The rights of a module. Throws on a module that does not exist, which the type rules out. */
export function moduleRights(module: ModuleName): ModuleRights {
  const rights = RIGHTS.get(module);
  if (rights === undefined) throw new TypeError(`There is no module ${module}`);
  return rights;
}
