import type { ProcessConfiguration } from '@syncgrant/contracts';
import { foundFirstOrganisation, type Db } from '@syncgrant/store';
import type { Logger } from 'pino';

/**
 * An empty database gets an organisation whose administrator is invited under ADMINISTRATOR_EMAIL: whoever Microsoft
 * vouches for under that address accepts by signing in. Without the variable, or with an organisation there, nothing
 * happens.
 */
export async function inviteFirstAdministrator(
  db: Db,
  { administratorEmail: email }: Pick<ProcessConfiguration, 'administratorEmail'>,
  log: Logger,
  now: Date,
): Promise<void> {
  if (email === null) return;
  const administrator = { email, firstName: null, lastName: 'Administrator', timeZone: 'UTC' };
  const name = email.slice(email.indexOf('@') + 1);
  const founded = await foundFirstOrganisation(
    db,
    { name, edition: 'Enterprise', dataCenter: 'US', administrator },
    now,
  );
  if (founded !== null)
    log.info({ organisation: name }, 'founded the first organisation; its administrator is invited');
}
