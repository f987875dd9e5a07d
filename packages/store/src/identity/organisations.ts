import { sql, type Kysely } from 'kysely';
import { systemProfile, type DataCenter, type Edition } from '@syncgrant/core';
import { inTransaction, PRODUCT_SCHEMA } from '../database/index.ts';
import type { Schema } from '../schema.ts';
import { Tenant } from '../tenant.ts';
import { insertProfile } from './profiles.ts';
import { insertRole, ROOT_ROLE } from './roles.ts';
import { inviteUser } from './users.ts';

export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly edition: Edition;
  readonly dataCenter: DataCenter;
  readonly microsoftEnabled: boolean;
  readonly revision: number;
}

export interface NewOrganisation {
  readonly name: string;
  readonly edition: Edition;
  readonly dataCenter: DataCenter;
  /** Invited with the Administrator profile: whoever signs in under this address accepts. */
  readonly administrator: {
    readonly email: string;
    readonly firstName: string | null;
    readonly lastName: string;
    readonly timeZone: string;
  };
}

export interface FoundedOrganisation {
  readonly organisationId: string;
  readonly administratorId: string;
  readonly administratorProfileId: string;
  readonly standardProfileId: string;
}

/** A new organisation with its two system profiles, its root role and its first administrator. */
export async function foundOrganisation(
  db: Kysely<Schema>,
  organisation: NewOrganisation,
  now: Date,
): Promise<FoundedOrganisation> {
  return inTransaction(db, (transaction) => found(transaction, organisation, now));
}

/** The same, but only where there is none at all, however many processes try it at once; null otherwise. */
export async function foundFirstOrganisation(
  db: Kysely<Schema>,
  organisation: NewOrganisation,
  now: Date,
): Promise<FoundedOrganisation | null> {
  return inTransaction(db, async (transaction) => {
    await sql`lock table ${sql.table(`${PRODUCT_SCHEMA}.organisation`)} in share row exclusive mode`.execute(
      transaction,
    );
    return (await countOrganisations(transaction)) > 0 ? null : found(transaction, organisation, now);
  });
}

async function found(
  db: Kysely<Schema>,
  organisation: NewOrganisation,
  now: Date,
): Promise<FoundedOrganisation> {
  const { id: organisationId } = await db
    .insertInto('organisation')
    .values({
      name: organisation.name,
      edition: organisation.edition,
      data_center: organisation.dataCenter,
      availability_changed_at: now,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const tenant = new Tenant(db, organisationId);
  const made = { by: null, now };
  const administratorProfileId = await insertProfile(tenant, systemProfile('administrator', ''), made);
  const standardProfileId = await insertProfile(tenant, systemProfile('standard', ''), made);
  await insertRole(tenant, ROOT_ROLE, made);
  const { administrator } = organisation;
  const administratorId = await inviteUser(
    tenant,
    { ...administrator, profileId: administratorProfileId },
    now,
  );
  if (administratorId === null) throw new Error('A new organisation cannot have users already');
  return { organisationId, administratorId, administratorProfileId, standardProfileId };
}

export async function countOrganisations(db: Kysely<Schema>): Promise<number> {
  const { organisations } = await db
    .selectFrom('organisation')
    .select((eb) => eb.fn.countAll<string>().as('organisations'))
    .executeTakeFirstOrThrow();
  return Number(organisations);
}

export async function readOrganisation(tenant: Tenant): Promise<Organisation | null> {
  const row = await tenant.db
    .selectFrom('organisation')
    .where('id', '=', tenant.organisationId)
    .selectAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: row.id,
    name: row.name,
    edition: row.edition,
    dataCenter: row.data_center,
    microsoftEnabled: row.microsoft_enabled,
    revision: row.revision,
  };
}

/** Changes what the Microsoft integration's existence depends on. To be called inside `changeGrants`. */
export async function setAvailability(
  tenant: Tenant,
  availability: Partial<Pick<Organisation, 'edition' | 'dataCenter' | 'microsoftEnabled'>>,
  now: Date,
): Promise<void> {
  const { edition, dataCenter, microsoftEnabled } = availability;
  await tenant.db
    .updateTable('organisation')
    .where('id', '=', tenant.organisationId)
    .set({
      ...(edition !== undefined && { edition }),
      ...(dataCenter !== undefined && { data_center: dataCenter }),
      ...(microsoftEnabled !== undefined && { microsoft_enabled: microsoftEnabled }),
      availability_changed_at: now,
    })
    .execute();
}
