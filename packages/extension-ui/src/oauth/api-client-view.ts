import type { ApiClientView } from '@syncgrant/contracts';
import type { ApiClient } from '@syncgrant/store';

export const apiClientView = (client: ApiClient): ApiClientView => ({
  id: client.id,
  name: client.name,
  clientId: client.clientId,
  scopes: [...client.scopes],
  redirectUris: [...client.redirectUris],
  createdBy: client.createdBy,
  createdAt: client.createdAt.toISOString(),
  authorizations: client.authorizationCount,
});
