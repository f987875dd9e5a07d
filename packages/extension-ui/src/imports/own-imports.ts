import { decide, type Decision, type RecordModule } from '@syncgrant/core';
import {
  advanceImport,
  cancelImport,
  changeImportOptions,
  createImport,
  findMigrated,
  listImportRows,
  listImports,
  lockImport,
  readImport,
  rememberMigrated,
  type ImportRowQuery,
  type NewImport,
  type RecordImport,
  type RowResult,
} from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { ReferenceSearch } from './reference-search.ts';

/**
 * The caller's own imports into the records of a module; nobody reaches those of others. What is reached through a writing
 * transaction commits with its records.
 */
export class OwnImports {
  readonly #caller: Caller;
  readonly #module: RecordModule;

  constructor(caller: Caller, module: RecordModule) {
    this.#caller = caller;
    this.#module = module;
  }

  /** IANA name of the zone that the caller's times are in. */
  get timeZone(): string {
    return this.#caller.facts.user.timeZone;
  }

  references(migration: string | null): ReferenceSearch {
    return new ReferenceSearch(this.#caller, migration);
  }

  /** May the caller bring records in from another system, with what they were called there and since when they have been? */
  decideMigrating(): Decision {
    const permission = 'Crm_Implied_Data_Migration';
    return decide(this.#caller.context, { kind: 'permission', permission });
  }

  /** The record that came in under the old id. */
  async migrated(migration: string, oldId: string): Promise<string | undefined> {
    const [id] = await findMigrated(this.#caller.tenant, migration, [this.#module], oldId);
    return id;
  }

  remember(migration: string, oldId: string, recordId: string): Promise<void> {
    return rememberMigrated(this.#caller.tenant, { migration, module: this.#module, oldId, recordId });
  }

  create(given: Omit<NewImport, 'module' | 'userId'>): Promise<RecordImport> {
    return createImport(this.#caller.tenant, { ...given, ...this.#place() });
  }

  list(): Promise<RecordImport[]> {
    return listImports(this.#caller.tenant, this.#place());
  }

  find(id: string): Promise<RecordImport | null> {
    return readImport(this.#caller.tenant, { ...this.#place(), id });
  }

  /** Whoever else wants it waits until the transaction ends. */
  lock(id: string): Promise<RecordImport | null> {
    return lockImport(this.#caller.tenant, { ...this.#place(), id });
  }

  rows({ id }: RecordImport, query: ImportRowQuery) {
    return listImportRows(this.#caller.tenant, id, query);
  }

  changeOptions({ id }: RecordImport, options: unknown): Promise<RecordImport> {
    return changeImportOptions(this.#caller.tenant, id, options);
  }

  advance(locked: RecordImport, results: readonly RowResult[], now: Date): Promise<RecordImport> {
    return advanceImport(this.#caller.tenant, locked, results, now);
  }

  cancel({ id }: RecordImport, now: Date): Promise<RecordImport> {
    return cancelImport(this.#caller.tenant, id, now);
  }

  #place() {
    return { module: this.#module, userId: this.#caller.facts.user.id };
  }
}
