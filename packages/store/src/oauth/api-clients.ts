import { sql } from 'kysely';
import { fullName } from '../grants/grant-facts.ts';
import type { Db, Tenant } from '../tenant.ts';

/** A program that an administrator registered. By itself it may do nothing: it acts for users who allowed it to. */
export interface ApiClient {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  /** The most that a user can allow it. */
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly createdBy: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  /** How many times users have allowed it to act for them, and have not revoked that. */
  readonly authorizationCount: number;
}

export interface NewApiClient {
  readonly name: string;
  readonly clientId: string;
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly createdBy: string;
  readonly now: Date;
}

/** The new client's id; `null` when the organisation has one of that name already. */
export async function createApiClient(tenant: Tenant, client: NewApiClient): Promise<string | null> {
  const row = await tenant
    .insert('api_client', {
      name: client.name,
      client_id: client.clientId,
      secret_hash: client.secretHash,
      scopes: JSON.stringify(client.scopes),
      redirect_uris: JSON.stringify(client.redirectUris),
      created_by: client.createdBy,
      created_at: client.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** By name. */
export async function listApiClients(tenant: Tenant): Promise<readonly ApiClient[]> {
  const rows = await clientsWithPeople(tenant)
    .orderBy(sql`lower(api_client.name)`)
    .execute();
  return rows.map(toClient);
}

export async function readApiClient(tenant: Tenant, id: string): Promise<ApiClient | null> {
  const row = await clientsWithPeople(tenant).where('api_client.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toClient(row);
}

/** The organisation's client that calls itself by this client id. */
export async function findApiClient(tenant: Tenant, clientId: string): Promise<ApiClient | null> {
  const row = await clientsWithPeople(tenant).where('api_client.client_id', '=', clientId).executeTakeFirst();
  return row === undefined ? null : toClient(row);
}

export async function countApiClients(tenant: Tenant): Promise<number> {
  const { clients } = await tenant
    .select('api_client')
    .select((eb) => eb.fn.countAll<string>().as('clients'))
    .executeTakeFirstOrThrow();
  return Number(clients);
}

/** Ends the client with every code, authorization and token that it was given. */
export async function deleteApiClient(tenant: Tenant, id: string): Promise<void> {
  await tenant.delete('api_client').where('id', '=', id).execute();
}

/** Who calls itself by this client id, in whichever organisation; the secret is for the caller to compare. */
export async function findApiClientOfAnyOrganisation(
  db: Db,
  clientId: string,
): Promise<{ readonly id: string; readonly organisationId: string; readonly secretHash: string } | null> {
  const row = await db
    .selectFrom('api_client')
    .where('client_id', '=', clientId)
    .select(['id', 'organisation_id', 'secret_hash'])
    .executeTakeFirst();
  return row === undefined
    ? null
    : { id: row.id, organisationId: row.organisation_id, secretHash: row.secret_hash };
}

function clientsWithPeople(tenant: Tenant) {
  return tenant
    .select('api_client')
    .innerJoin('crm_user', (join) =>
      join
        .onRef('crm_user.id', '=', 'api_client.created_by')
        .onRef('crm_user.organisation_id', '=', 'api_client.organisation_id'),
    )
    .select([
      'api_client.id',
      'api_client.name',
      'api_client.client_id',
      'api_client.scopes',
      'api_client.redirect_uris',
      'api_client.created_by',
      'api_client.created_at',
      'crm_user.first_name',
      'crm_user.last_name',
    ])
    .select((eb) =>
      eb
        .selectFrom('oauth_authorization')
        .whereRef('oauth_authorization.organisation_id', '=', 'api_client.organisation_id')
        .whereRef('oauth_authorization.api_client_id', '=', 'api_client.id')
        .select((count) => count.fn.countAll<string>().as('authorizations'))
        .as('authorizations'),
    );
}

type ClientRow = Awaited<ReturnType<ReturnType<typeof clientsWithPeople>['execute']>>[number];

const toClient = (row: ClientRow): ApiClient => ({
  id: row.id,
  name: row.name,
  clientId: row.client_id,
  scopes: row.scopes,
  redirectUris: row.redirect_uris,
  createdBy: { id: row.created_by, name: fullName(row.first_name, row.last_name) },
  createdAt: row.created_at,
  authorizationCount: Number(row.authorizations),
});
