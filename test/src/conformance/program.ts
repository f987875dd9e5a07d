import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '../server/browser.ts';
import type { Site } from '../server/site.ts';

/** A registered program, and how users let it act for them. */
export interface Program {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Of its own, where it keeps tokens and what it knows of fields. */
  readonly folder: string;
  /** A code for the program, fresh from the user's page. */
  grantFrom(user: Browser): Promise<string>;
  /** The tokens that the program has in exchange for a code. */
  tokensFrom(user: Browser): Promise<{ readonly accessToken: string; readonly refreshToken: string }>;
}

export async function registerProgram(
  site: Site,
  administrator: Browser,
  scopes: readonly string[],
): Promise<Program> {
  const name = `Program ${randomUUID()}`;
  const { status, body, text } = await administrator.post('/api/api-clients', { name, scopes });
  if (status !== 201) throw new Error(`not registered: ${text}`);
  const { client, clientSecret } = body;
  const grantFrom = async (user: Browser) => {
    const issued = await user.post(`/api/api-clients/${client.id}/codes`);
    if (issued.status !== 201) throw new Error(`no code: ${issued.text}`);
    return String(issued.body.code);
  };
  return {
    url: site.url,
    clientId: client.clientId,
    clientSecret,
    folder: mkdtempSync(join(tmpdir(), 'syncgrant-program-')),
    grantFrom,
    async tokensFrom(user) {
      const code = await grantFrom(user);
      const fields = { client_id: client.clientId, client_secret: clientSecret, code };
      const answer = await site.browser().send('POST', '/oauth/v2/token', {
        body: new URLSearchParams({ ...fields, grant_type: 'authorization_code' }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      if (answer.status !== 200) throw new Error(`no tokens: ${answer.text}`);
      return { accessToken: answer.body.access_token, refreshToken: answer.body.refresh_token };
    },
  };
}
