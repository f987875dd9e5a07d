import { Hono } from 'hono';
import { answerAdminConsent, answerAuthorize } from './authorize.ts';
import { isAuthority } from './directory.ts';
import { errorPage } from './pages.ts';
import { type EntraContext, answerTokenRequest } from './token-endpoint.ts';

/** The endpoints of the identity platform, below `/{tenant}`. */
export function entraApp(context: EntraContext): Hono {
  const app = new Hono();
  const { origin, store } = context;

  app.get('/common/discovery/instance', (c) =>
    c.json({
      tenant_discovery_endpoint: `${origin}/organizations/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [
        {
          preferred_network: new URL(origin).host,
          preferred_cache: new URL(origin).host,
          aliases: [new URL(origin).host],
        },
      ],
    }),
  );
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) => {
    const tenant = c.req.param('tenant');
    if (!isAuthority(store, tenant)) {
      return c.json(
        { error: 'invalid_tenant', error_description: `AADSTS90002: Tenant '${tenant}' not found.` },
        400,
      );
    }
    return c.json(entraMetadata(origin, tenant));
  });
  app.get('/:tenant/discovery/v2.0/keys', async (c) => {
    const { publicJwk } = await context.signingKey();
    return c.json({ keys: [publicJwk] });
  });
  app.on(['GET', 'POST'], '/:tenant/oauth2/v2.0/authorize', async (c) => {
    const tenant = c.req.param('tenant');
    if (!isAuthority(store, tenant)) return errorPage(`AADSTS90002: Tenant '${tenant}' not found.`);
    return answerAuthorize(context, tenant, await parameters(c.req.raw));
  });
  app.on(['GET', 'POST'], '/:tenant/v2.0/adminconsent', async (c) =>
    answerAdminConsent(context, c.req.param('tenant'), await parameters(c.req.raw)),
  );
  app.post('/:tenant/oauth2/v2.0/token', async (c) =>
    answerTokenRequest(
      context,
      c.req.param('tenant'),
      new URLSearchParams(await c.req.text()),
      c.req.header('authorization') ?? null,
    ),
  );
  app.get('/:tenant/oauth2/v2.0/logout', (c) => {
    const back = c.req.query('post_logout_redirect_uri');
    const known = context.registrations.some((registration) =>
      registration.redirectUris.some(
        (uri) => back !== undefined && URL.canParse(back) && new URL(uri).origin === new URL(back).origin,
      ),
    );
    return back !== undefined && known ? c.redirect(back) : c.text('You signed out of your account.');
  });
  return app;
}

/** The OpenID configuration of an authority (`organizations`, `common` or a tenant id), as the well-known document has it. */
export function entraMetadata(origin: string, tenant: string) {
  const base = `${origin}/${tenant}`;
  const issuer = ['organizations', 'common'].includes(tenant) ? `${origin}/{tenantid}/v2.0` : `${base}/v2.0`;
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['S256'],
  };
}

/** The parameters of the query, and of a form whose fields win. */
async function parameters(request: Request): Promise<URLSearchParams> {
  const query = new URL(request.url).searchParams;
  if (request.method === 'GET') return query;
  const form = new URLSearchParams(await request.text());
  return new URLSearchParams({ ...Object.fromEntries(query), ...Object.fromEntries(form) });
}
