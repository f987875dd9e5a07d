import { type PGlite, type Results, messages } from '@electric-sql/pglite';
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

/**
 * Runs one text on the instance, with the answers and errors of `pg`. As in `pg`, a text without parameters may hold several
 * statements. The caller holds the instance's lock.
 */
export async function runStatement(
  instance: PGlite,
  text: string,
  params: readonly unknown[],
): Promise<PgResult<unknown>> {
  try {
    if (params.length > 0) return pgResult(await instance.query(text, params.map(parameterText)));
    const results = await instance.exec(text);
    return pgResult(results.at(-1));
  } catch (error) {
    throw error instanceof messages.DatabaseError ? pgError(error) : error;
  }
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
