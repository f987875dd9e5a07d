import type { PermissionName } from './catalogue.ts';
import type { AvailabilityRule } from './edition.ts';
import type { ModuleName } from './modules.ts';
import type { SyncModule } from './sync-module.ts';

export type RecordAction = 'view' | 'create' | 'edit' | 'delete';

/** What grants. */
export type GrantRule =
  /** The permission is on, and so are its parents. */
  | { readonly code: 'permission_on'; readonly permission: PermissionName }
  /** `overridden` is off, but `permission` stands in for it in the function that was asked about. */
  | { readonly code: 'override'; readonly permission: PermissionName; readonly overridden: PermissionName }
  /** The record is another user's, but a meeting in which the user takes part: it may be viewed. */
  | { readonly code: 'takes_part'; readonly module: ModuleName }
  /** A read-only field that Import and Sheet View together may write. */
  | { readonly code: 'read_only_override'; readonly module: ModuleName };

/** What refuses. */
export type RefusalRule =
  | AvailabilityRule
  | { readonly code: 'extension_off' }
  | { readonly code: 'user_inactive' }
  | { readonly code: 'permission_off'; readonly permission: PermissionName }
  /** The permission is switched on, but has no effect because `parent` is off. */
  | { readonly code: 'parent_off'; readonly permission: PermissionName; readonly parent: PermissionName }
  /** A sync whose Microsoft permission is on, but whose module may not be viewed. */
  | {
      readonly code: 'module_access_lost';
      readonly syncModule: SyncModule;
      readonly permission: PermissionName;
    }
  | { readonly code: 'field_hidden'; readonly module: ModuleName; readonly field: string }
  | { readonly code: 'field_read_only'; readonly module: ModuleName; readonly field: string }
  /** The module has no such action, or not by this function; no permission would help. */
  | { readonly code: 'not_offered'; readonly module: ModuleName; readonly action: RecordAction };

/** What a decision rests on: everything `explain` needs, as plain data. */
export type Rule = GrantRule | RefusalRule;

export type RuleCode = Rule['code'];

export interface Granted {
  readonly granted: true;
  readonly rule: GrantRule;
}

export interface Refused {
  readonly granted: false;
  readonly rule: RefusalRule;
}

/** The answer to "may this user do this now", with the rule that decided. Frozen and shared: compare by value. */
export type Decision = Granted | Refused;

export const grant = (rule: GrantRule): Granted =>
  Object.freeze({ granted: true, rule: Object.freeze(rule) });

export const refuse = (rule: RefusalRule): Refused =>
  Object.freeze({ granted: false, rule: Object.freeze(rule) });

export const EXTENSION_OFF = refuse({ code: 'extension_off' });
export const USER_INACTIVE = refuse({ code: 'user_inactive' });
