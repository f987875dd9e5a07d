import type { AttachmentMapping } from '@syncgrant/contracts';
import { wrong, type WrongRecord } from '../records/wrong-record.ts';
import type { AttachmentAccess, FileDone } from './attachment-access.ts';

/** What became of one line of the mapping, or of a file that no line names. */
interface Imported {
  readonly file: string;
  readonly record: string | null;
  readonly result: FileDone | WrongRecord;
}

interface Given {
  readonly files: readonly File[];
  readonly mapping: AttachmentMapping;
  /** Tells what would become of the files, and changes nothing. */
  readonly dryRun: boolean;
}

/** Attaches each file to the record that the mapping names for it; each in a transaction of its own, so that it fails alone. */
export async function importFiles(
  attachments: AttachmentAccess,
  { files, mapping, dryRun }: Given,
): Promise<readonly Imported[]> {
  const sent = Map.groupBy(files, ({ name }) => name);
  const named = new Set<string>();
  const promised = new Map<string, number>();
  const imported: Imported[] = [];
  for (const [index, { file: name, record }] of mapping.entries()) {
    const file = onlyFile(sent.get(name) ?? [], named.has(name), index);
    const before = promised.get(record) ?? 0;
    const result =
      file instanceof File ? await attachments.import(record, file, dryRun ? before : null) : file;
    if (result.ok) promised.set(record, before + 1);
    named.add(name);
    imported.push({ file: name, record, result });
  }
  const unnamed = files.filter(({ name }) => !named.has(name));
  return [...imported, ...unnamed.map(({ name }) => ({ file: name, record: null, result: UNNAMED }))];
}

/** The file that a line of the mapping means, or what is wrong with the line. */
function onlyFile([file, ...others]: readonly File[], named: boolean, index: number): File | WrongRecord {
  const where = { api_name: 'file', json_path: `$.mapping[${index}].file` };
  if (file === undefined) return wrong(400, 'INVALID_DATA', 'No file of this name was sent.', where);
  if (others.length > 0) {
    return wrong(400, 'DUPLICATE_DATA', 'Several files of this name were sent.', where);
  }
  return named ? wrong(400, 'DUPLICATE_DATA', 'The file has a record already.', where) : file;
}

const UNNAMED = wrong(400, 'MANDATORY_NOT_FOUND', 'The mapping names no record for this file.', {
  api_name: 'mapping',
});
