import type { PermissionName } from './catalogue.ts';
import type { ModuleName } from './modules.ts';
import type { QuestionNumber } from './question-number.ts';
import type { RecordAction } from './rule.ts';
import type { SyncModule } from './sync-module.ts';

/**
 * By which function a record is reached. Left out for the pages of the CRM itself. `api` also needs API Access.
 * Sheet, import and export are the functions in which overrides count; elsewhere they change nothing.
 */
export type Via = 'api' | 'sheet' | 'import' | 'export';

/** Is this switch of the profile in effect? */
export interface PermissionRequest {
  readonly kind: 'permission';
  readonly permission: PermissionName;
}

/** May the user do this with records of the module? */
export interface RecordRequest {
  readonly kind: 'record';
  readonly module: ModuleName;
  readonly action: RecordAction;
  readonly via?: Via | undefined;
  /** False when the record belongs to another user: then access to everyone's records is asked for too. */
  readonly owned?: boolean | undefined;
  /** True when the user takes part in the record of another user, a meeting, which opens viewing it. */
  readonly takesPart?: boolean | undefined;
}

/** May the user read or write this field? Includes the question about the record: a write needs Create or Edit. */
export interface FieldRequest {
  readonly kind: 'field';
  readonly module: ModuleName;
  /** API name of the field. */
  readonly field: string;
  readonly access: 'read' | 'write';
  readonly via?: Via | undefined;
}

/** May the user's sync of this module run? */
export interface SyncRequest {
  readonly kind: 'sync';
  readonly syncModule: SyncModule;
}

export type DecisionRequest = PermissionRequest | RecordRequest | FieldRequest | SyncRequest;

/**
 * A permission or record request that has been looked up beforehand (`prepareRequest`), for what is asked again and
 * again. Good for every profile, as long as the process lives.
 */
export interface PreparedRequest {
  readonly kind: 'prepared';
  readonly question: QuestionNumber;
}

/** A module and a function that have been looked up beforehand (`prepareModule`), for what is asked about records and fields. */
export interface PreparedModule {
  /** The module's place among the modules. */
  readonly number: number;
  /** The first of the questions about the module by this function. */
  readonly firstQuestion: QuestionNumber;
  /** Whether the function writes many rows, where Import and Sheet View together open read-only fields. */
  readonly writesRows: boolean;
}
