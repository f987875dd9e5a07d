import { describe, expect, it } from 'vitest';
import { listWaitingLinks, readSetup } from '@syncgrant/store';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=999')).value;
const setup = async () => {
  const row = await readSetup(company.tenant, company.userId, 'contacts');
  if (row === null) throw new Error('no setup');
  return row;
};

describe.each(EITHER_DATABASE)('what is refused, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  it('holds nothing else up, however long it is refused, and is listed with its reason', async () => {
    for (const name of ['Bad', 'Good']) await company.addRecord('contacts', { Last_Name: name });
    await company.enable('contacts');
    const { id: badId } = (await atMicrosoft()).find(({ surname }) => surname === 'Bad');
    company.emulator.addFaults([
      {
        match: { method: 'PATCH', path: encodeURIComponent(badId) },
        count: 1_000,
        action: { status: 400, body: { error: { code: 'ErrorInvalidRequest', message: 'Not like this' } } },
      },
    ]);
    for (let hour = 0; hour < 4; hour += 1) {
      for (const { id } of await company.records('contacts'))
        await company.changeRecord('contacts', id, { Title: `Title of hour ${hour}` });
      await company.settle();
      const titles = (await atMicrosoft()).map(({ surname, jobTitle }) => [surname, jobTitle]);
      expect(titles).toContainEqual(['Good', `Title of hour ${hour}`]);
      expect((await setup()).problem).toBeNull();
      company.clock.advance(60 * 60_000);
    }
    const { rows } = await listWaitingLinks(company.tenant, (await setup()).id);
    expect(rows).toEqual([
      expect.objectContaining({ item_id: badId, problem: expect.stringContaining('Not like this') }),
    ]);
  });
});
