import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as initial from './migrations/0001-initial.ts';
import * as recordQueries from './migrations/0002-record-queries.ts';
import * as oauth from './migrations/0003-oauth.ts';
import * as rolesAndGroups from './migrations/0004-roles-and-groups.ts';
import * as imports from './migrations/0005-imports.ts';
import * as customization from './migrations/0006-customization.ts';
import * as attachments from './migrations/0007-attachments.ts';
import * as onlineAccess from './migrations/0009-online-access.ts';
import * as recordReferences from './migrations/0010-record-references.ts';
import * as equalTexts from './migrations/0012-equal-texts.ts';
import * as fieldWords from './migrations/0013-field-words.ts';
import * as migratedRecords from './migrations/0014-migrated-records.ts';
import * as contactMapping from './migrations/0022-contact-mapping.ts';
import * as decisions from './migrations/0021-decisions.ts';
import * as subscriptions from './migrations/0020-subscriptions.ts';
import * as occurrences from './migrations/0024-occurrences.ts';
import * as sharedMeetings from './migrations/0025-shared-meetings.ts';
import * as copies from './migrations/0026-copies.ts';
import * as ownAnswers from './migrations/0028-own-answers.ts';
import * as calendarWindows from './migrations/0029-calendar-windows.ts';
import * as deletions from './migrations/0032-deletions.ts';
import * as syncHealth from './migrations/0033-sync-health.ts';
import * as participants from './migrations/0031-participants.ts';
import * as photos from './migrations/0030-photos.ts';
import type { Schema } from './schema.ts';

/** Every migration in order; a name once released never changes. */
const MIGRATIONS = {
  '0001-initial': { up: initial.up },
  '0002-record-queries': { up: recordQueries.up },
  '0003-oauth': { up: oauth.up },
  '0004-roles-and-groups': { up: rolesAndGroups.up },
  '0005-imports': { up: imports.up },
  '0006-customization': { up: customization.up },
  '0007-attachments': { up: attachments.up },
  '0009-online-access': { up: onlineAccess.up },
  '0010-record-references': { up: recordReferences.up },
  '0012-equal-texts': { up: equalTexts.up },
  '0013-field-words': { up: fieldWords.up },
  '0014-migrated-records': { up: migratedRecords.up },
  '0020-subscriptions': { up: subscriptions.up },
  '0021-decisions': { up: decisions.up },
  '0022-contact-mapping': { up: contactMapping.up },
  '0024-occurrences': { up: occurrences.up },
  '0025-shared-meetings': { up: sharedMeetings.up },
  '0026-copies': { up: copies.up },
  '0028-own-answers': { up: ownAnswers.up },
  '0029-calendar-windows': { up: calendarWindows.up },
  '0032-deletions': { up: deletions.up },
  '0033-sync-health': { up: syncHealth.up },
  '0031-participants': { up: participants.up },
  '0030-photos': { up: photos.up },
};

/**
 * Brings the schema up to date. Safe to call from several processes at once: Kysely's migrator holds a lock.
 *
 * @throws what the failing migration threw; nothing of that migration stays.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  await sql`create schema if not exists syncgrant`.execute(db);
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(MIGRATIONS) },
    migrationTableSchema: 'syncgrant',
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
    // Those that were written side by side do not rest on each other.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined)
    throw new Error('The database schema could not be brought up to date', { cause: error });
}
