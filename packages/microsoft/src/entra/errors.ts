/**
 * Who can do something about it: `sign_in` the user, by signing in again · `admin_consent` the tenant's administrator
 * · `declined` the user said no · `operator` we, whose registration or secret is wrong · `transient` nobody; it passes.
 */
export type EntraFailureClass = 'sign_in' | 'admin_consent' | 'declined' | 'operator' | 'transient';

export interface EntraFailure {
  readonly class: EntraFailureClass;
  /** The OAuth error, or a name of our own where no answer arrived. */
  readonly error: string;
  /** The AADSTS number, for logs and support. */
  readonly number: number | null;
  /** A sentence for people; holds no secret. */
  readonly message: string;
  /** Pass on to the next authorization request, so that Entra asks for what it missed. */
  readonly claims?: string;
  readonly cause: unknown;
}
