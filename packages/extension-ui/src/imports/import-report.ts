import type { ImportRowView } from '@syncgrant/contracts';
import type { RecordImport } from '@syncgrant/store';
import { BYTE_ORDER_MARK, csvLine } from '../csv/write-csv.ts';
import { unguardedCell } from '../csv/formula-guard.ts';
import { rowViewer } from './import-view.ts';
import type { OwnImports } from './own-imports.ts';

const ROWS_PER_PAGE = 500;

const COLUMNS = ['row', 'result', 'id', 'code', 'message', 'field'] as const;

/**
 * What became of the rows, each with its own cells behind the reason, so that the failed ones can be mended in the report and
 * imported again.
 */
export async function* reportLines(
  imports: OwnImports,
  given: RecordImport,
  result: ImportRowView['result'] | undefined,
): AsyncGenerator<string> {
  const names = given.columns.map(({ name }) => unguardedCell(name));
  yield BYTE_ORDER_MARK + csvLine([...COLUMNS.map((name) => `import_${name}`), ...names]);
  const view = rowViewer(given);
  let after = 0;
  for (let more = true; more;) {
    const page = await imports.rows(given, { after, result: result ?? 'any', limit: ROWS_PER_PAGE });
    const lines = page.rows.map((row) => {
      const told = view(row);
      return csvLine([...COLUMNS.map((name) => told[name]), ...row.cells.map(unguardedCell)]);
    });
    yield lines.join('');
    after = page.rows.at(-1)?.position ?? after;
    more = page.more;
  }
}
