/** How the application proves to Entra who it is. */
export type ApplicationCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  | {
      readonly kind: 'certificate';
      /** SHA-256 thumbprint of the certificate, hexadecimal. */
      readonly thumbprintSha256: string;
      /** PEM. */
      readonly privateKey: string;
    };

/** One application registration and the cloud it lives in. */
export interface MicrosoftConfig {
  readonly clientId: string;
  readonly credential: ApplicationCredential;
  /** `organizations` for any work or school account, or one tenant's id. */
  readonly tenant: string;
  /** Scheme, host and port only. An http origin is a local emulator. */
  readonly entraOrigin: string;
  /** Scheme, host and port only, without `/v1.0`. Tokens are sent to this origin and to no other. */
  readonly graphOrigin: string;
}

export const MICROSOFT_CLOUD = {
  entraOrigin: 'https://login.microsoftonline.com',
  graphOrigin: 'https://graph.microsoft.com',
} as const;
