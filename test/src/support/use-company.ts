import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openCompany, type Company } from './company.ts';
import type { DatabaseKind, TestDatabase } from './databases.ts';

/** A new company for each test of a `describe`, on one database for all of them; `take` gets it before the test begins. */
export function useCompany(kind: DatabaseKind, take: (company: Company) => void | Promise<void>): void {
  let test: TestDatabase;
  let company: Company;
  beforeAll(async () => {
    test = await kind.open();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    company = await openCompany(test.database);
    await take(company);
  });
  afterEach(() => company.close());
}
