import type { RecordFunction } from '@syncgrant/contracts';
import {
  decideField,
  decidePrepared,
  decideRecord,
  decideTakingPart,
  governingModule,
  MODULES,
  parsePermissionName,
  prepareModule,
  prepareRequest,
  RECORD_MODULES,
  type Decision,
  type DecisionContext,
  type PreparedModule,
  type PreparedRequest,
  type RecordAction,
  type RecordModule,
  type Via,
} from '@syncgrant/core';

/**
 * What a caller may do with a module and its fields. The module is looked up once, when this is made; asking allocates nothing.
 * `via` says by which function the records are reached, as in `decide`: left out for the CRM's own pages and for programs.
 */
export class ModuleDecisions {
  readonly #context: DecisionContext;
  /** The module whose permissions count. */
  readonly #governing: PreparedModule;
  readonly #functions: ModuleFunctions;
  readonly #besides: PreparedRequest | undefined;

  constructor(context: DecisionContext, module: RecordModule, via?: Via) {
    const exportedAlone = via === 'export' && module === 'Competitors';
    this.#context = context;
    this.#governing = prepareModule(governingModule(module), exportedAlone ? undefined : via);
    this.#functions = functionsOf(module);
    this.#besides = exportedAlone ? EXPORT_COMPETITORS : undefined;
  }

  /** May the caller do this with records of the module, their own or (`owned: false`) those of everybody? */
  decide(action: RecordAction, owned = true): Decision {
    return this.#withBesides(decideRecord(this.#context, this.#governing, action, owned));
  }

  /** Are records of others open to the caller if, and only if, they take part in them? */
  get seesByTakingPart(): boolean {
    const decision = this.#withBesides(decideTakingPart(this.#context, this.#governing));
    return decision.granted && decision.rule.code === 'takes_part';
  }

  #withBesides(decision: Decision): Decision {
    return decision.granted && this.#besides !== undefined
      ? decidePrepared(this.#context, this.#besides)
      : decision;
  }

  may(action: RecordAction, owned = true): boolean {
    return this.decide(action, owned).granted;
  }

  /** May the caller do this to many records of the module at once? Undefined where the module has no such thing. */
  decideFunction(name: RecordFunction): Decision | undefined {
    const question = this.#functions[name];
    return question === undefined ? undefined : decidePrepared(this.#context, question);
  }

  decideRead(field: string): Decision {
    return decideField(this.#context, this.#governing, field, 'read');
  }

  mayRead(field: string): boolean {
    return field === ALWAYS_READ || this.decideRead(field).granted;
  }

  decideWrite(field: string): Decision {
    return decideField(this.#context, this.#governing, field, 'write');
  }
}

/** The record's own name on every surface: never hidden, never written. */
const ALWAYS_READ = 'id';

/** Exporting competitors has a permission of its own; in everything else they are a part of deals. */
const EXPORT_COMPETITORS = prepareRequest({
  kind: 'permission',
  permission: 'Crm_Implied_Export_Competitors',
});

type ModuleFunctions = Readonly<Record<RecordFunction, PreparedRequest | undefined>>;

/** The permissions for what is done to many records of a module at once, where it offers that. */
const FUNCTIONS: ReadonlyMap<RecordModule, ModuleFunctions> = new Map(
  RECORD_MODULES.map((module) => {
    const question = (name: RecordFunction): PreparedRequest | undefined => {
      const permission = parsePermissionName(`Crm_Implied_${name}_${MODULES[governingModule(module)].code}`);
      return permission === undefined ? undefined : prepareRequest({ kind: 'permission', permission });
    };
    return [
      module,
      {
        Mass_Update: question('Mass_Update'),
        Mass_Delete: question('Mass_Delete'),
        Change_Owner: question('Change_Owner'),
        Mass_Transfer: question('Mass_Transfer'),
        Mass_Change_Status: question('Mass_Change_Status'),
        Convert: question('Convert'),
        Merge: question('Merge'),
      },
    ];
  }),
);

function functionsOf(module: RecordModule): ModuleFunctions {
  const functions = FUNCTIONS.get(module);
  if (functions === undefined) throw new TypeError(`There is no module ${module}`);
  return functions;
}
