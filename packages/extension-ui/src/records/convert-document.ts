import { DOCUMENT_CONVERSIONS, documentValues, findField, type ConvertibleDocument } from '@syncgrant/core';
import type { Conversion } from '@syncgrant/contracts';
import { Refusal, Reply, unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import { ALREADY_CONVERTED, CONVERTED } from './conversion-answers.ts';
import type { RecordAccess } from './record-access.ts';
import { refusedItem } from './refused-item.ts';
import { refusedUnseen } from './refused-unseen.ts';

/**
 * Makes the next document of one: a sales order of a quote, an invoice of a sales order. It happens once, as long as what was made is
 * there. The old document stays as it is, and so do fields that the caller may not see in it or write in the new one.
 */
export function convertDocument(
  records: RecordAccess,
  module: ConvertibleDocument,
  id: string,
  { convert_to: [asked] = [] }: Conversion,
) {
  const { to, rows, rowsOfTarget, source } = DOCUMENT_CONVERSIONS[module];
  if (asked?.module.api_name !== to) return Promise.resolve(refusedTarget(to));
  const refused = refusedBy(records.of(to).decide('create'));
  if (refused !== null) return Promise.resolve(refused);
  return records.rewrite(async (writing, moves) => {
    const document = (await writing.reach([id], 'view')).get(id);
    if (document === undefined) return unknownId({ resource_path_index: 1 });
    if (await moves.isNamedBy(to, source, id)) return ALREADY_CONVERTED;

    const targets = writing.of(to);
    const fields = await targets.fields();
    const carried = documentValues(
      module,
      document.row,
      fields,
      (from, field) => records.mayRead(from) && records.of(to).decideWrite(field).granted,
    );
    const values = await targets.copied(carried);
    const giverOf = (field: string) => findField(module, field === rowsOfTarget ? rows : field)?.apiName;
    const unseen = refusedUnseen(records, records.of(to), { fields, values }, giverOf);
    if (unseen !== null) return unseen;
    const owner = document.row.owner_id;
    const made = (await writing.isActiveUser(owner))
      ? await targets.create(values, 0, owner)
      : await targets.create(values, 0);
    if (!made.ok) return refusedItem(made, `$.data[0].${to}`, 'data');
    const details = { [to]: { name: targets.nameOf(made.row), id: made.row.id } };
    return new Reply(200, { data: [{ ...CONVERTED, details }] });
  });
}

const refusedTarget = (to: string): Refusal =>
  new Refusal(
    400,
    'INVALID_DATA',
    `The document can be converted to ${to} only.`,
    {
      api_name: 'api_name',
      json_path: '$.data[0].convert_to[0].module.api_name',
      supported_values: [to],
    },
    'data',
  );
