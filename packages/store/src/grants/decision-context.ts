import { compileProfile, type CompiledProfile, type DecisionContext } from '@syncgrant/core';
import type { GrantFacts } from './grant-facts.ts';

/** How many compiled profiles are kept; the oldest goes first. */
const KEPT = 1000;

/**
 * Turns facts into what `decide` takes. A profile is compiled once and kept under the version of its row, so no content is
 * ever answered from another one, whichever transaction read it.
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

  #compile({ profile, profileVersion }: GrantFacts): CompiledProfile {
    const key = `${profile.id} ${profileVersion}`;
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
