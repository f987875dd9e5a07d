import { ConfidentialClientApplication, LogLevel } from '@azure/msal-node';
import type { MicrosoftConfig } from '../config.ts';
import type { EntraNetwork } from './network.ts';

/**
 * An MSAL client for one call. A shared one would keep one user's tokens in memory while it serves the next.
 * The metadata is given, not discovered: that spares requests, and it is how MSAL accepts an http origin, which it
 * refuses as an authority.
 */
export function createApplication(
  config: MicrosoftConfig,
  network: EntraNetwork,
): ConfidentialClientApplication {
  const { host } = new URL(config.entraOrigin);
  const base = `${config.entraOrigin}/${config.tenant}`;
  const { credential } = config;
  return new ConfidentialClientApplication({
    auth: {
      clientId: config.clientId,
      authority: `https://${host}/${config.tenant}`,
      knownAuthorities: [host],
      authorityMetadata: JSON.stringify({
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        issuer: `${config.entraOrigin}/{tenantid}/v2.0`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      }),
      ...(credential.kind === 'secret'
        ? { clientSecret: credential.secret }
        : {
            clientCertificate: {
              thumbprintSha256: credential.thumbprintSha256,
              privateKey: credential.privateKey,
            },
          }),
    },
    system: {
      networkClient: network,
      loggerOptions: { piiLoggingEnabled: false, logLevel: LogLevel.Error, loggerCallback: () => {} },
    },
  });
}
