import { listUsers, type CrmUser, type Tenant, type UserQuery } from '@syncgrant/store';
import { BYTE_ORDER_MARK, csvLine, type CsvCell } from './write-csv.ts';

/** How many users are held at once. */
const USERS_PER_PAGE = 500;

const COLUMNS: readonly (readonly [name: string, cell: (user: CrmUser) => CsvCell])[] = [
  ['id', ({ id }) => id],
  ['first_name', ({ firstName }) => firstName],
  ['last_name', ({ lastName }) => lastName],
  ['email', ({ email }) => email],
  ['role', ({ role }) => role.name],
  ['profile', ({ profile }) => profile.name],
  ['status', ({ status }) => status],
  ['confirm', ({ confirmed }) => confirmed],
  ['time_zone', ({ timeZone }) => timeZone],
  ['microsoft', ({ syncs }) => syncs],
];

/** Users by name, as the text of a CSV file: one piece for each page of them. */
export async function* userLines(tenant: Tenant, query: UserQuery): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(([name]) => name));
  let offset = 0;
  for (let more = true; more; offset += USERS_PER_PAGE) {
    const page = await listUsers(tenant, { ...query, limit: USERS_PER_PAGE, offset });
    yield page.users.map((user) => csvLine(COLUMNS.map(([, cell]) => cell(user)))).join('');
    more = page.more;
  }
}
