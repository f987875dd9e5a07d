import {
  IMPORT_AND_EXPORT_SECTION,
  MAIL_SECTION,
  OTHER_SECTION,
  TOOL_SECTION,
} from './catalogue-functions.ts';
import { DATA_LEVEL_SECTION, MODULE_SECTION } from './catalogue-modules.ts';
import type { Row, SectionRows } from './catalogue-rows.ts';
import {
  ADMIN_SECTION,
  API_SECTION,
  AUTOMATION_SECTION,
  DATA_ADMIN_SECTION,
  DEVELOPER_SECTION,
  GOOGLE_SECTION,
  MICROSOFT_SECTION,
  OTHER_APP_SECTION,
  SOCIAL_SECTION,
  TEMPLATE_SECTION,
  VARIABLES_SECTION,
  WEB_FORM_SECTION,
  ZOHO_APP_SECTION,
} from './catalogue-setup.ts';

const SECTIONS = [
  MODULE_SECTION,
  DATA_LEVEL_SECTION,
  IMPORT_AND_EXPORT_SECTION,
  MAIL_SECTION,
  TOOL_SECTION,
  OTHER_SECTION,
  ADMIN_SECTION,
  TEMPLATE_SECTION,
  AUTOMATION_SECTION,
  WEB_FORM_SECTION,
  DATA_ADMIN_SECTION,
  ZOHO_APP_SECTION,
  DEVELOPER_SECTION,
  VARIABLES_SECTION,
  GOOGLE_SECTION,
  MICROSOFT_SECTION,
  SOCIAL_SECTION,
  OTHER_APP_SECTION,
  API_SECTION,
] as const;

type SuffixOf<S> = S extends SectionRows<infer Suffix> ? Suffix : never;

/** The name of a permission that exists, e.g. `Crm_Implied_View_Contacts`. */
export type PermissionName = `Crm_Implied_${SuffixOf<(typeof SECTIONS)[number]>}`;

/** A permission's dense number: its bit in a compiled profile. Kept for ever, like `Permission.id`. */
export type PermissionNumber = number;

/** One switch of a profile. */
export interface Permission {
  readonly number: PermissionNumber;
  /** What stands for the permission on the wire: a decimal string of at most 19 digits that never changes. */
  readonly id: string;
  readonly name: PermissionName;
  /** The label beside the switch; it repeats across categories ("View", "Leads"). */
  readonly label: string;
  /** A title that is clear on its own, e.g. "Meetings: View". */
  readonly title: string;
  readonly section: string;
  readonly category: string;
  /** API name of the module it belongs to; not every such module has records (`users`, `Competitors`). */
  readonly module: string | null;
  /** What must be on for this permission to have an effect. */
  readonly parents: readonly PermissionName[];
  /** What has no effect without this permission: the other direction of `parents`. */
  readonly children: readonly PermissionName[];
  /** What Zoho reports as `customizable` in a system profile. System profiles are locked here nevertheless. */
  readonly systemCustomizable: boolean;
  /** Whether a custom profile may change it. */
  readonly customizable: boolean;
  /** It narrows what its holder may do ("Subordinates only") instead of widening it. */
  readonly restriction: boolean;
  readonly inAdministrator: boolean;
  readonly inStandard: boolean;
  readonly source: 'zoho' | 'proposed' | 'seed';
}

export interface Category {
  readonly name: string;
  readonly label: string;
  readonly module: string | null;
  readonly permissions: readonly Permission[];
}

export interface Section {
  readonly name: string;
  readonly label: string;
  readonly categories: readonly Category[];
}

export interface Catalogue {
  /** As a profile page shows them. */
  readonly sections: readonly Section[];
  /** By number: `permissions[n].number === n`. */
  readonly permissions: readonly Permission[];
}

/** Ids start here, so that they look like what they stand for and never like a row number. */
const FIRST_ID = 1_000_000_016_001n;

// The names of SECTIONS are a literal union; here its rows have been widened to strings.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const nameOf = (suffix: string): PermissionName => `Crm_Implied_${suffix}` as PermissionName;

interface Placed {
  readonly row: Row;
  readonly section: SectionRows;
  readonly category: SectionRows['categories'][number];
}

function place(sections: readonly SectionRows[]): readonly Placed[] {
  const placed = sections.flatMap((section) =>
    section.categories.flatMap((category) => category.rows.map((row) => ({ row, section, category }))),
  );
  const release = ({ row }: Placed): number => row.options.release ?? 1;
  return placed.toSorted((one, other) => release(one) - release(other));
}

function describe(
  { row, section, category }: Placed,
  number: number,
  children: readonly string[],
): Permission {
  const { options } = row;
  const context = category.label === row.label ? section.label : category.label;
  return Object.freeze({
    number,
    id: String(FIRST_ID + BigInt(number)),
    name: nameOf(row.suffix),
    label: row.label,
    title: `${context}: ${row.label}`,
    section: section.name,
    category: category.name,
    module: row.module,
    parents: Object.freeze(row.parents.map(nameOf)),
    children: Object.freeze(children.map(nameOf)),
    systemCustomizable: options.systemCustomizable ?? false,
    customizable: options.fixed !== true,
    restriction: options.restriction ?? false,
    inAdministrator: options.administrator ?? true,
    inStandard: options.standard ?? category.standard,
    source: options.source ?? 'zoho',
  });
}

function build(sections: readonly SectionRows[]): Catalogue {
  const placed = place(sections);
  const children = Map.groupBy(
    placed.flatMap(({ row }) => row.parents.map((parent) => ({ parent, child: row.suffix }))),
    ({ parent }) => parent,
  );
  const permissions = placed.map((entry, number) =>
    describe(
      entry,
      number,
      (children.get(entry.row.suffix) ?? []).map(({ child }) => child),
    ),
  );
  const byPlace = Map.groupBy(permissions, ({ section, category }) => `${section}/${category}`);
  return Object.freeze({
    permissions: Object.freeze(permissions),
    sections: Object.freeze(
      sections.map((section) =>
        Object.freeze({
          name: section.name,
          label: section.label,
          categories: Object.freeze(
            section.categories.map(({ name, label, module }) =>
              Object.freeze({
                name,
                label,
                module: module,
                permissions: Object.freeze(byPlace.get(`${section.name}/${name}`) ?? []),
              }),
            ),
          ),
        }),
      ),
    ),
  });
}

/**
 * Every permission there is. Numbers and ids follow the releases in which rows appeared, then their place, so
 * rows may be added only in a new release; a test pins what has been given out.
 */
export const CATALOGUE: Catalogue = build(SECTIONS);

const NUMBER_BY_NAME: ReadonlyMap<string, PermissionNumber> = new Map(
  CATALOGUE.permissions.map(({ name, number }) => [name, number]),
);
const BY_ID: ReadonlyMap<string, Permission> = new Map(
  CATALOGUE.permissions.map((permission) => [permission.id, permission]),
);

/** The permission of that name, or undefined: how a string from outside becomes a `PermissionName`. */
export function findPermission(name: string): Permission | undefined {
  const number = NUMBER_BY_NAME.get(name);
  return number === undefined ? undefined : CATALOGUE.permissions[number];
}

/** The permission of that wire id, or undefined. */
export function findPermissionById(id: string): Permission | undefined {
  return BY_ID.get(id);
}

/** The name itself if such a permission exists, otherwise undefined. */
export function parsePermissionName(name: string): PermissionName | undefined {
  return findPermission(name)?.name;
}

/** The number of a permission. Throws on a name that does not exist, which the type rules out. */
export function numberOf(name: PermissionName): PermissionNumber {
  const number = NUMBER_BY_NAME.get(name);
  if (number === undefined) throw new TypeError(`There is no permission ${name}`);
  return number;
}

/** The permission of that name; like `numberOf`, throws on a name that does not exist. */
export function permissionOf(name: PermissionName): Permission {
  return permissionAt(numberOf(name));
}

/** The permission with that number. Throws when there is none. */
function permissionAt(number: PermissionNumber): Permission {
  const permission = CATALOGUE.permissions[number];
  if (permission === undefined) throw new RangeError(`There is no permission number ${number}`);
  return permission;
}

const reach = (name: PermissionName, next: (permission: Permission) => readonly PermissionName[]) => {
  const found = new Set(next(permissionOf(name)));
  for (const each of found) for (const further of next(permissionOf(each))) found.add(further);
  return [...found].map(permissionOf);
};

/** Everything that must be on for the permission to have an effect, nearest first. */
export function ancestorsOf(name: PermissionName): readonly Permission[] {
  return reach(name, ({ parents }) => parents);
}

/** Everything that has no effect without the permission, nearest first. */
export function descendantsOf(name: PermissionName): readonly Permission[] {
  return reach(name, ({ children }) => children);
}
