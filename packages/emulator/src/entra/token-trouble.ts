import { EntraError } from './entra-error.ts';

/** Errors of the token endpoint that nothing here leads to by itself, by who can do something about them. */
interface ErrorClass {
  readonly error: string;
  readonly status?: number;
  readonly suberror?: string;
  /** A JSON text to be passed on to the next authorization request. */
  readonly claims?: string;
  /** The next sign-in of the user ends the trouble. */
  readonly endsWithSignIn?: true;
  readonly texts: Readonly<Record<number, string>>;
}

const CLASSES: readonly ErrorClass[] = [
  {
    error: 'invalid_grant',
    endsWithSignIn: true,
    texts: {
      50089: 'Authentication failed due to flow token expired.',
      50132: 'The session is not valid due to password expiration or recent password change.',
      50133: 'Session is invalid due to expiration or recent password change.',
      50173: 'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
      70008: 'The refresh token has expired due to inactivity.',
      70043:
        'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
      700082: 'The refresh token has expired due to inactivity.',
    },
  },
  {
    error: 'interaction_required',
    suberror: 'basic_action',
    claims: '{"access_token":{"capolids":{"essential":true,"values":["policy"]}}}',
    endsWithSignIn: true,
    texts: {
      50072: 'The user must enroll in multi-factor authentication.',
      50074: 'Strong authentication is required.',
      50076:
        'Due to a configuration change made by your administrator you must use multi-factor authentication.',
      50078:
        'The presented multi-factor authentication has expired due to policies configured by your administrator.',
      50079:
        'Due to a configuration change made by your administrator you must enroll in multi-factor authentication.',
      50097: 'Device authentication is required.',
      50158: 'External security challenge not satisfied.',
      53000: 'Your device is required to be managed to access this resource.',
      53003: 'Access has been blocked by Conditional Access policies.',
    },
  },
  {
    error: 'invalid_grant',
    texts: {
      50034: 'The user account does not exist in the directory.',
      50053: 'The account is locked.',
      50057: 'The user account is disabled.',
      50105: 'The signed in user is not assigned to a role for the application.',
      65001: 'The user or administrator has not consented to use the application.',
      90094: 'The grant requires administrator permission.',
      90095: 'Admin consent is required for the permissions requested by this application.',
      650052: 'The app is trying to access a service that your organization lacks a service principal for.',
    },
  },
  {
    error: 'invalid_client',
    status: 401,
    texts: {
      7000215: 'Invalid client secret provided.',
      7000222: 'The provided client secret keys are expired.',
    },
  },
  {
    error: 'unauthorized_client',
    texts: { 700016: 'The application was not found in the directory.' },
  },
  {
    error: 'temporarily_unavailable',
    status: 503,
    texts: {
      50033: 'A transient error has occurred. Please try again.',
      90006: 'A service error has occurred. Please try again.',
      90024: 'Request budget exceeded. A transient error has occurred.',
      90033: 'A transient error has occurred. Please try again.',
    },
  },
];

/** Which users get which error instead of tokens, until it is taken away again. */
export class TokenTrouble {
  /** By the user's object id; the empty one is everybody. */
  readonly #troubles = new Map<string, { readonly number: number; readonly of: ErrorClass }>();

  /** Throws a RangeError for a number that is not known here. */
  set(oid: string | null, number: number): void {
    const of = CLASSES.find(({ texts }) => number in texts);
    if (!of) throw new RangeError(`AADSTS${number} is not known here.`);
    this.#troubles.set(oid ?? '', { number, of });
  }

  clear(): void {
    this.#troubles.clear();
  }

  /** Throws the error a user is to get. A sign-in ends what a sign-in can end. */
  check(oid: string, isSignIn: boolean): void {
    for (const subject of [oid, '']) {
      const trouble = this.#troubles.get(subject);
      if (!trouble) continue;
      const { number, of } = trouble;
      if (isSignIn && of.endsWithSignIn) {
        this.#troubles.delete(subject);
        continue;
      }
      const { error, status, suberror, claims, texts } = of;
      throw new EntraError(error, number, texts[number] ?? '', { status, suberror, claims });
    }
  }
}
