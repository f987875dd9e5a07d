import { compileProfile, type CompiledProfile, type DecisionContext } from '@syncgrant/core';
import type { GrantFacts } from './grant-facts.ts';

/** How many compiled profiles are kept; the oldest goes first. */
const KEPT = 1000;

/**
 * Turns facts into what `decide` takes. A profile is compiled once and kept under its content, so a changed profile is
 * never answered from an older one.
 */
export class DecisionContexts {
  readonly #compiled = new Map<string, CompiledProfile>();

  of(facts: GrantFacts): DecisionContext {
    return {
      organisation: {
        edition: facts.organisation.edition,
        dataCenter: facts.organisation.dataCenter,
        microsoftExtensionEnabled: facts.organisation.microsoftEnabled,
      },
      user: { active: facts.user.active },
      profile: this.#compile(facts),
    };
  }

  #compile({ profile }: GrantFacts): CompiledProfile {
    const key = JSON.stringify([profile.id, profile.kind, profile.enabled, profile.fieldAccess]);
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const compiled = compileProfile(profile);
    if (this.#compiled.size >= KEPT) {
      const [oldest] = this.#compiled.keys();
      if (oldest !== undefined) this.#compiled.delete(oldest);
    }
    this.#compiled.set(key, compiled);
    return compiled;
  }
}
