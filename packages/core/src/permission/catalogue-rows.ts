import { MODULES, type ModuleCode, type ModuleName } from './modules.ts';

/**
 * The vocabulary the catalogue is written in. A row is one switch of a profile; `suffix` is its name without
 * the common `Crm_Implied_`, and parents are suffixes too. The literal types survive, so that `PermissionName`
 * is the union of exactly the names that exist.
 */
export interface Row<Suffix extends string = string> {
  readonly suffix: Suffix;
  readonly label: string;
  /** API name of the module the switch belongs to, where it belongs to one. */
  readonly module: string | null;
  readonly parents: readonly string[];
  readonly options: RowOptions;
}

/** What sets a row apart; every omitted option has the value named here. */
export interface RowOptions {
  /** Zoho lists the switch as changeable even in a system profile. Default false. */
  readonly systemCustomizable?: boolean;
  /** On in the Administrator profile. Default true. */
  readonly administrator?: boolean;
  /** On in the Standard profile. Default: as its category says. */
  readonly standard?: boolean;
  /** The switch takes something away from its holder instead of giving it. Default false. */
  readonly restriction?: boolean;
  /** Off in every profile, and nobody can turn it on. Default false. */
  readonly fixed?: boolean;
  /** Which release of the catalogue brought the row; numbers are given release by release. Default 1. */
  readonly release?: number;
  /** Where the row comes from. Default `zoho`. */
  readonly source?: 'zoho' | 'proposed' | 'seed';
}

export interface CategoryRows<Suffix extends string = string> {
  readonly name: string;
  readonly label: string;
  readonly module: ModuleName | null;
  /** Whether the Standard profile holds the category's rows. */
  readonly standard: boolean;
  readonly rows: readonly Row<Suffix>[];
}

export interface SectionRows<Suffix extends string = string> {
  readonly name: string;
  readonly label: string;
  readonly categories: readonly CategoryRows<Suffix>[];
}

/** Rows of the second release: what the profiles help page names and Zoho's own catalogue has no switch for. */
export const SEED = { release: 2, source: 'seed' } as const satisfies RowOptions;

export const row = <const Suffix extends string>(
  suffix: Suffix,
  label: string,
  parents: readonly string[] = [],
  options: RowOptions & { readonly module?: string } = {},
): Row<Suffix> => ({ suffix, label, module: options.module ?? null, parents, options });

/** One row per module, named verb_module and labelled as the module; its parent is parentVerb_module. */
export const perModule = <const Verb extends string, const Name extends ModuleName>(
  verb: Verb,
  parentVerb: string | null,
  modules: readonly Name[],
  options: RowOptions = {},
): readonly Row<`${Verb}_${ModuleCode<Name>}`>[] =>
  modules.map((name) => {
    const code: ModuleCode<Name> = MODULES[name].code;
    return row(
      `${verb}_${code}` as const,
      MODULES[name].label,
      parentVerb === null ? [] : [`${parentVerb}_${code}`],
      {
        ...options,
        module: name,
      },
    );
  });

export const category = <const Suffix extends string>(
  name: string,
  label: string,
  rows: readonly Row<Suffix>[],
  options: { readonly module?: ModuleName; readonly standard?: boolean } = {},
): CategoryRows<Suffix> => ({
  name,
  label,
  module: options.module ?? null,
  standard: options.standard ?? true,
  rows,
});

/** A category of one row that carries the category's label. */
export const single = <const Suffix extends string>(
  name: string,
  label: string,
  suffix: Suffix,
  options: RowOptions & { readonly module?: string; readonly parents?: readonly string[] } = {},
): CategoryRows<Suffix> => category(name, label, [row(suffix, label, options.parents ?? [], options)]);

/** A section; `standard: false` takes all of it from the Standard profile, save rows that say otherwise. */
export const section = <const Suffix extends string>(
  name: string,
  label: string,
  categories: readonly CategoryRows<Suffix>[],
  options: { readonly standard?: boolean } = {},
): SectionRows<Suffix> => ({
  name,
  label,
  categories:
    options.standard === false ? categories.map((entry) => ({ ...entry, standard: false })) : categories,
});
