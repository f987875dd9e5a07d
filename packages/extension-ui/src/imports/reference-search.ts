import {
  displayFieldOf,
  findField,
  RELATED_MODULES,
  type CheckedValue,
  type FieldMeta,
  type RecordModule,
} from '@syncgrant/core';
import { idSchema } from '@syncgrant/contracts';
import { findMigrated, findUserByEmail, listRecords } from '@syncgrant/store';
import type { Caller } from '../http/caller.ts';
import { ModuleDecisions } from '../records/module-decisions.ts';
import { seenScope } from '../records/seen-records.ts';

/**
 * Finds what the cells of references mean: a record by its id or by a name that only one record has among those that the caller
 * may see, a user by id or e-mail address. What was found once is remembered.
 */
export class ReferenceSearch {
  readonly #caller: Caller;
  readonly #migration: string | null;
  readonly #found = new Map<string, string>();

  /** In a migration, records are named by their old ids first. */
  constructor(caller: Caller, migration: string | null) {
    this.#caller = caller;
    this.#migration = migration;
  }

  /** `relatedModule`: for a reference to records of several modules, what the row says of it. */
  async find(
    { dataType, lookupModule }: FieldMeta,
    cell: string,
    relatedModule: unknown,
  ): Promise<CheckedValue> {
    const modules = modulesOf(lookupModule, relatedModule);
    if (dataType === 'lookup' && this.#migration !== null) {
      const found = await findMigrated(this.#caller.tenant, this.#migration, modules, cell);
      const [id, another] = found;
      if (another !== undefined) return refused('names records of several modules of this migration');
      if (id !== undefined) return { ok: true, value: { id } };
      if (/^\d+$/.test(cell)) return refused('names no record of this migration');
    }
    if (/^\d+$/.test(cell)) {
      return idSchema.safeParse(cell).success
        ? { ok: true, value: { id: cell } }
        : refused('must have an id of at most 19 digits');
    }
    if (dataType === 'ownerlookup') return this.#user(cell);
    const [module, another] = modules;
    return module === undefined || another !== undefined
      ? refused('needs an id, or a name and a column $se_module with the module')
      : this.#record(module, cell);
  }

  async #user(email: string): Promise<CheckedValue> {
    const found = `user ${email.toLowerCase()}`;
    const id = this.#found.get(found) ?? (await findUserByEmail(this.#caller.tenant, email));
    if (id === null) return refused('must be the id or the e-mail address of an active user');
    this.#found.set(found, id);
    return { ok: true, value: { id } };
  }

  async #record(module: RecordModule, name: string): Promise<CheckedValue> {
    const known = this.#found.get(`${module} ${name.toLowerCase()}`);
    const [id, another] = known === undefined ? await this.#named(module, name) : [known];
    if (id === undefined) return refused(`names no record of ${module} that you can see`);
    if (another !== undefined) return refused(`names several records of ${module}: give the id`);
    this.#found.set(`${module} ${name.toLowerCase()}`, id);
    return { ok: true, value: { id } };
  }

  /** Two are enough to know that a name is not unique. */
  async #named(module: RecordModule, name: string): Promise<readonly string[]> {
    const { tenant, context } = this.#caller;
    const field = findField(module, displayFieldOf(module));
    const decisions = new ModuleDecisions(context, module);
    if (field === undefined || !decisions.may('view') || !decisions.mayRead(field.apiName)) return [];
    const { rows } = await listRecords(tenant, {
      ...seenScope(this.#caller, module, decisions),
      filter: { kind: 'equal', field, text: name },
      limit: 2,
    });
    return rows.map(({ id }) => id);
  }
}

/** The modules to which a reference may lead, as far as the row says it. */
function modulesOf(target: FieldMeta['lookupModule'], relatedModule: unknown): readonly RecordModule[] {
  if (target !== 'se_module') return target === null ? [] : [target];
  const related = RELATED_MODULES.find((known) => known === relatedModule);
  return related === undefined ? RELATED_MODULES : [related];
}

const refused = (message: string): CheckedValue => ({ ok: false, message, details: {} });
