import { describe, expect, it } from 'vitest';
import { SYNC_MODULE_NAMES, SYNC_MODULES, type SyncModule } from '@syncgrant/core';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

const DAY_MS = 86_400_000;

let company: Company;

const grantAll = async (on: boolean) => {
  for (const module of SYNC_MODULE_NAMES) await company.setPermission(SYNC_MODULES[module].permission, on);
};

const contacts = async (): Promise<string[]> => {
  const { value }: GraphAnswer = await company.graph('GET', '/me/contacts?$top=100');
  return value.map(({ surname }: { surname: string }) => surname).toSorted();
};
const names = async (module: SyncModule, field: string) =>
  (await company.records(module)).map(({ fields }) => String(fields[field])).toSorted();

async function expireDeltaTokens(code: string): Promise<void> {
  const answer = await company.emulator.fetch(
    new Request('http://emulator.test/_emulator/expire-delta', {
      method: 'POST',
      body: JSON.stringify({ mailbox: 'ada@example.test', code }),
    }),
  );
  if (!answer.ok) throw new Error(await answer.text());
}

/** What a dispatcher does with an account that is due: it ticks, and looks again when the account says. */
async function letPass(days: number): Promise<void> {
  const end = company.clock.now().getTime() + days * DAY_MS;
  while (company.clock.now().getTime() < end) {
    const { next_tick_at: next } = await company.tenant
      .select('microsoft_account')
      .select('next_tick_at')
      .executeTakeFirstOrThrow();
    const wait = Math.min(next.getTime(), end) - company.clock.now().getTime();
    // What looks more often than every other day finds the same.
    company.clock.advance(Math.max(wait, 2 * DAY_MS));
    await company.tick();
  }
}

describe.each(EITHER_DATABASE)('a pause of many months on $name', (kind) => {
  useCompany(kind, async (opened) => {
    company = opened;
    for (const module of SYNC_MODULE_NAMES) await company.enable(module);
  });

  it.each(['SyncStateNotFound', 'resyncRequired'])(
    'ends by itself, with a token kept alive, when the changes are gone with %s',
    async (code) => {
      for (const name of ['Kept', 'Edited', 'Deleted here', 'Deleted there']) {
        await company.addRecord('contacts', { Last_Name: name });
      }
      await company.addRecord('tasks', { Subject: 'Kept' });
      await company.settle();
      await grantAll(false);
      const paused = company.emulator.log.length;

      await letPass(200);
      const asked = company.asked(paused).map(({ path }) => path.replace(/\?.*/, ''));
      // Once in a week, and Graph itself is not asked.
      expect(asked).toEqual(Array.from({ length: 25 }, () => '/organizations/oauth2/v2.0/token'));

      const [edited, gone] = await Promise.all(
        ['Edited', 'Deleted here'].map(async (name) =>
          (await company.records('contacts')).find(({ fields }) => fields['Last_Name'] === name),
        ),
      );
      await company.changeRecord('contacts', edited?.id ?? '', { Last_Name: 'Edited since' });
      await company.removeRecord('contacts', gone?.id ?? '');
      await company.addRecord('contacts', { Last_Name: 'New here' });
      const { value }: GraphAnswer = await company.graph('GET', '/me/contacts?$top=100');
      const there = value.find(({ surname }: { surname: string }) => surname === 'Deleted there');
      await company.graph('DELETE', `/me/contacts/${there.id}`);
      await company.graph('POST', '/me/contacts', { surname: 'New there' });
      await expireDeltaTokens(code);

      await grantAll(true);
      await company.settle();
      await company.settle();
      const both = ['Edited since', 'Kept', 'New here', 'New there'];
      expect(await contacts()).toEqual(both);
      expect(await names('contacts', 'Last_Name')).toEqual(both);
      expect(await names('tasks', 'Subject')).toEqual(['Kept']);
    },
  );
});
