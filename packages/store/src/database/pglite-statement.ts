import { type PGlite, type Results, messages, parse, protocol } from '@electric-sql/pglite';
import { DatabaseError } from 'pg';
import { columnParser } from './column-types.ts';
import { parameterText } from './parameter-text.ts';
import type { PgResult } from './pg-pool-like.ts';

/**
 * Makes the instance read and write values as `pg` does: parameters arrive here as text already, and each column is parsed by the
 * rules that a server's answers are parsed by.
 */
export function adoptPgTypes(instance: PGlite): void {
  instance.serializers = {};
  instance.parsers = new Proxy<PGlite['parsers']>({}, { get: (_, typeId) => columnParser(Number(typeId)) });
}

/** What the session has parsed, by text, with the message that names the columns of the rows. */
export class KeptStatements {
  readonly #known = new Map<string, { readonly name: string; readonly columns: messages.BackendMessage }>();
  #names = 0;

  find(text: string) {
    return this.#known.get(text);
  }

  /** Never the same again: a text that failed may have left its name taken. */
  newName(): string {
    this.#names += 1;
    return `kept${this.#names}`;
  }

  keep(text: string, name: string, columns: messages.BackendMessage): void {
    this.#known.set(text, { name, columns });
  }
}

/**
 * Runs one text on the instance, with the answers and errors of `pg`, in one round trip. As in `pg`, a text without parameters may
 * hold several statements. With `kept` a text with parameters is parsed and planned once; then no table may change any more.
 * The caller holds the instance's lock.
 */
export async function runStatement(
  instance: PGlite,
  text: string,
  params: readonly unknown[],
  kept?: KeptStatements,
): Promise<PgResult<unknown>> {
  try {
    const answer = await (params.length === 0
      ? instance.execProtocolStream(serialize.query(text), { syncToFs: false })
      : exchange(instance, text, params.map(parameterText), kept));
    if (!instance.isInTransaction()) await instance.syncToFs();
    return pgResult(parse.parseResults(answer, instance.parsers).at(-1));
  } catch (error) {
    throw error instanceof messages.DatabaseError ? pgError(error) : error;
  }
}

const { serialize } = protocol;

async function exchange(
  instance: PGlite,
  text: string,
  values: (string | null)[],
  kept: KeptStatements | undefined,
): Promise<messages.BackendMessage[]> {
  const send = (...parts: Uint8Array[]) =>
    instance.execProtocolStream(Buffer.concat([...parts, serialize.sync()]), { syncToFs: false });
  const known = kept?.find(text);
  if (known !== undefined) {
    const answer = await send(serialize.bind({ statement: known.name, values }), serialize.execute({}));
    return [known.columns, ...answer];
  }
  const name = kept?.newName() ?? '';
  const answer = await send(
    serialize.parse({ name, text }),
    serialize.bind({ statement: name, values }),
    serialize.describe({ type: 'P' }),
    serialize.execute({}),
  );
  const columns = answer.find(({ name: kind }) => kind === 'rowDescription' || kind === 'noData');
  if (columns !== undefined) kept?.keep(text, name, columns);
  return answer;
}

function pgResult(result: Results<unknown> | undefined): PgResult<unknown> {
  return {
    command: result?.command ?? '',
    rowCount: result?.rowCount ?? null,
    rows: result?.rows ?? [],
  };
}

/** A copy without `params`, which PGlite attaches: they may hold secrets, and errors are logged. */
function pgError(error: messages.DatabaseError): DatabaseError {
  const copy = new DatabaseError(error.message, error.length, 'error');
  return Object.assign(copy, {
    severity: error.severity,
    code: error.code,
    detail: error.detail,
    hint: error.hint,
    position: error.position,
    internalPosition: error.internalPosition,
    internalQuery: error.internalQuery,
    where: error.where,
    schema: error.schema,
    table: error.table,
    column: error.column,
    dataType: error.dataType,
    constraint: error.constraint,
    file: error.file,
    line: error.line,
    routine: error.routine,
  });
}
