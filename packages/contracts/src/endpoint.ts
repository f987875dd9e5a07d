import type { z } from 'zod';
import type { PermissionName, RecordAction, Via } from '@syncgrant/core';
import type { FileForm } from './file-form.ts';

/**
 * What a caller must hold before the handler runs. Handlers decide the rest (records and fields) with the same
 * `decide`; an endpoint cannot be declared without saying which of these it is.
 */
export type Access =
  /** Any active user of the organisation, for what is their own. */
  | { readonly kind: 'signed_in' }
  /**
   * Needs this permission of the caller's profile. `or` opens the endpoint as well, for a part of what it does; the handler
   * asks for which.
   */
  | { readonly kind: 'permission'; readonly permission: PermissionName; readonly or?: PermissionName }
  /**
   * Needs a grant on the module named in the path; the handler asks `decide` for record and fields. `action` is what the
   * method says (GET views, POST creates, PUT and PATCH edit, DELETE deletes) unless it is named; `function` needs the module's
   * permission of that name too; `permission` is needed besides, whatever the module; `via` says that the records are reached by
   * a sheet, an import or an export, here and in all that the handler does.
   */
  | {
      readonly kind: 'record';
      readonly action?: RecordAction;
      readonly function?: RecordFunction;
      readonly permission?: PermissionName;
      readonly via?: Exclude<Via, 'api'>;
    };

/** What is done to records beyond the four actions: the start of the permission's name, before the module. */
export type RecordFunction =
  | 'Mass_Update'
  | 'Mass_Delete'
  | 'Change_Owner'
  | 'Mass_Transfer'
  | 'Mass_Change_Status'
  | 'Convert'
  | 'Merge';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One HTTP endpoint: what crosses the wire, in one place, for the server and its clients alike. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly summary: string;
  readonly method: Method;
  /** Express style: `/api/setups/:module/start`. */
  readonly path: string;
  readonly access: Access;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Left out, the body is JSON; otherwise a form with files. */
  readonly form?: FileForm;
  readonly response: Response;
}

export function defineEndpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Response extends z.ZodType,
>(endpoint: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return endpoint;
}
