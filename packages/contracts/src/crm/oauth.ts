import { z } from 'zod';

const secret = z.string().min(1).max(200);
const client = { client_id: secret, client_secret: secret };

/** What a program asks the token endpoint; parameters beyond these are of no consequence. */
export const tokenRequestSchema = z.discriminatedUnion('grant_type', [
  z.object({
    ...client,
    grant_type: z.literal('authorization_code'),
    code: secret,
    redirect_uri: z.string().max(500).optional(),
  }),
  z.object({ ...client, grant_type: z.literal('refresh_token'), refresh_token: secret }),
]);

export type TokenRequest = z.infer<typeof tokenRequestSchema>;

export const revokeRequestSchema = z.object({ token: secret });

/** The token endpoint's answer. */
export interface TokenAnswer {
  readonly access_token: string;
  /** Only in exchange for a code of offline access; a refresh token stays the same until it is revoked. */
  readonly refresh_token?: string;
  /** Separated by spaces. */
  readonly scope: string;
  /** Where the CRM answers. */
  readonly api_domain: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
}

/** What the token endpoint refuses, in Zoho's words. */
export type TokenError =
  | 'invalid_client'
  | 'invalid_client_secret'
  | 'invalid_code'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'invalid_token'
  | 'unsupported_grant_type';
