import type { ModuleName } from './modules.ts';
import type { FieldRestriction } from './profile.ts';
import { refuse, type Decision, type Granted, type Refused } from './rule.ts';

/** What a restricted field answers once its record is open. */
export interface RestrictedField {
  readonly restriction: FieldRestriction;
  /** Undefined where the field can be read. */
  readonly reading: Refused | undefined;
  readonly writing: Refused;
  /** In sheets and imports, where Import and Sheet View together open read-only fields. */
  readonly writingRows: Decision;
}

/**
 * A module's restricted fields in a profile. Their answers are made when the module's fields are first asked about: a
 * profile may restrict thousands of fields, and most of its modules are never asked about between two changes.
 */
export class RestrictedFields {
  readonly #module: ModuleName;
  readonly #restrictions: Readonly<Record<string, FieldRestriction>>;
  readonly #override: Granted | undefined;
  #answers: ReadonlyMap<string, RestrictedField> | undefined;

  /** `override` is what opens read-only fields in sheets and imports, where the profile has it. */
  constructor(
    module: ModuleName,
    restrictions: Readonly<Record<string, FieldRestriction>>,
    override: Granted | undefined,
  ) {
    this.#module = module;
    this.#restrictions = restrictions;
    this.#override = override;
  }

  /** Undefined for a field that is not restricted. */
  get(field: string): RestrictedField | undefined {
    this.#answers ??= this.#compile();
    return this.#answers.get(field);
  }

  get names(): readonly string[] {
    return Object.keys(this.#restrictions);
  }

  #compile(): ReadonlyMap<string, RestrictedField> {
    const entries = Object.entries(this.#restrictions);
    return new Map(entries.map(([field, restriction]) => [field, this.#answer(field, restriction)]));
  }

  #answer(field: string, restriction: FieldRestriction): RestrictedField {
    const module = this.#module;
    if (restriction === 'hidden') {
      const refusal = refuse({ code: 'field_hidden', module, field });
      return { restriction, reading: refusal, writing: refusal, writingRows: refusal };
    }
    const refusal = refuse({ code: 'field_read_only', module, field });
    return { restriction, reading: undefined, writing: refusal, writingRows: this.#override ?? refusal };
  }
}
