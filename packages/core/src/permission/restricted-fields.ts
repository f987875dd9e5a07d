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
 * A module's restricted fields in a profile. The answer about a field is made when it is first asked about: a profile may
 * restrict thousands of fields, and most of them are never asked about between two changes.
 */
export class RestrictedFields {
  readonly #module: ModuleName;
  readonly #restrictions: Readonly<Record<string, FieldRestriction>>;
  readonly #override: Granted | undefined;
  #fields: Map<string, RestrictedField | FieldRestriction> | undefined;

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
    this.#fields ??= new Map(Object.entries(this.#restrictions));
    const found = this.#fields.get(field);
    if (typeof found !== 'string') return found;
    const answer = this.#answer(field, found);
    this.#fields.set(field, answer);
    return answer;
  }

  get names(): readonly string[] {
    return Object.keys(this.#restrictions);
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
