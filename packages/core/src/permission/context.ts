import type { CompiledProfile } from './compile.ts';
import type { DataCenter, Edition } from './edition.ts';

/** Everything a decision depends on besides the question, as of one revision of the organisation. */
export interface DecisionContext {
  readonly organisation: {
    readonly edition: Edition;
    readonly dataCenter: DataCenter;
    /** Whether an administrator has switched the Microsoft extension on for the organisation. */
    readonly microsoftExtensionEnabled: boolean;
  };
  readonly user: { readonly active: boolean };
  readonly profile: CompiledProfile;
}
