import {
  findField,
  isConverted,
  isMergedField,
  mergedFields,
  PHOTO_FIELD,
  redirectLookups,
  redirectParticipants,
  type MergeChoice,
  type RecordValues,
} from '@syncgrant/core';
import { photoOf, type RecordRow } from '@syncgrant/store';
import { itemDone, Refusal, Reply, unknownId } from '../http/answer.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { RecordAccess } from './record-access.ts';
import { MOST_REFERRING } from './record-moves.ts';
import type { Reached, RecordWriting } from './record-writing.ts';

/** A merge as it is asked for: the fields that each of the others gives, and those that stay the master's. */
export interface AskedMerge {
  readonly data: readonly { readonly id: string; readonly _fields?: readonly NamedField[] | undefined }[];
  readonly master_record_fields?: readonly NamedField[] | undefined;
}

interface NamedField {
  readonly api_name: string;
}

/**
 * Merges others into the master, all in one transaction: the master's empty fields are filled, what was chosen is taken, whatever
 * referred to the others refers to the master, and the others are deleted.
 *
 * A field that the caller may not see or write is filled like any other, because otherwise its value would be lost: the field is as hidden in the
 * master as it was in the other. Nobody can choose its value, and where both hold one, the other's stays with the deleted record.
 */
export function mergeRecords(records: RecordAccess, masterId: string, asked: AskedMerge) {
  return records.rewrite(async (writing, moves) => {
    const choice = chosen(records, asked);
    if (choice instanceof Refusal) return choice;
    const sides = await reachSides(records, writing, masterId, asked);
    if (sides instanceof Refusal) return sides;
    const { master, others } = sides;

    const rows = others.map(({ row }) => row);
    const fields = mergedFields(records.module, master.row, rows, choice);
    const emptied = choicesIn(asked).find(
      ({ name }) => fields[name] === null && findField(records.module, name)?.mandatory === true,
    );
    if (emptied !== undefined) {
      const details = { api_name: emptied.name, json_path: emptied.path };
      return wrongChoice(400, 'MANDATORY_NOT_FOUND', `${emptied.name} is required.`, details);
    }
    const pictured = rows.find((row) => photoOf(row.fields) === fields[PHOTO_FIELD]);
    if (pictured !== undefined) await moves.movePhotos(pictured.id, masterId);
    for (const other of others) await writing.remove(other);
    const followed = await moves.redirect(
      rows.map(({ id }) => id),
      (row) => redirectedTo(master.row, rows, row),
    );
    if (!followed) return TOO_MANY_REFER;
    for (const { id } of rows) await moves.moveAttachments(id, masterId);
    await moves.carry(master, fields);
    return new Reply(201, { merge: [itemDone(masterId, 'The records has been merged successfully')] });
  });
}

const TOO_MANY_REFER = new Refusal(
  400,
  'LIMIT_EXCEEDED',
  `More than ${MOST_REFERRING} records refer to those that are merged.`,
  { limit: MOST_REFERRING, api_name: 'data', json_path: '$.merge[0].data' },
  'merge',
);

/** What changes in a record that referred to one of the others. Where the master did, `mergedFields` has seen to it. */
function redirectedTo(master: RecordRow, others: readonly RecordRow[], row: RecordRow): RecordValues {
  if (row.id === master.id) return {};
  const type = master.module === 'Leads' ? ('lead' as const) : ('contact' as const);
  const lookups = new Map(others.map(({ id }) => [id, master.id]));
  const people = new Map(others.map(({ id }) => [id, { type, id: master.id }]));
  return { ...redirectLookups(row.module, row.fields, lookups), ...redirectParticipants(row.fields, people) };
}

const wrongChoice = (status: 400 | 403, code: string, message: string, details: Record<string, unknown>) =>
  new Refusal(status, code, message, details, 'merge');

/** Which record gives which field. Each field is given by one record, and the caller may see and write it. */
function chosen(records: RecordAccess, asked: AskedMerge): MergeChoice | Refusal {
  const taken = new Map<string, string>();
  const kept = new Set<string>();
  for (const { name, giver, path } of choicesIn(asked)) {
    const where = { api_name: 'api_name', json_path: path };
    const field = findField(records.module, name);
    if (field === undefined) {
      return wrongChoice(400, 'INVALID_DATA', `There is no field ${name} in ${records.module}.`, where);
    }
    if (!isMergedField(field)) {
      return wrongChoice(400, 'NOT_ALLOWED', `${field.label} stays that of the master.`, where);
    }
    if (taken.has(name) || kept.has(name)) {
      return wrongChoice(400, 'DUPLICATE_DATA', `${field.label} is mentioned more than once.`, where);
    }
    if (giver === null) {
      kept.add(name);
      continue;
    }
    const refused = refusedBy(records.decideRead(name)) ?? refusedBy(records.decideWrite(name));
    if (refused !== null) {
      return wrongChoice(403, refused.code, refused.message, { ...refused.details, json_path: path });
    }
    taken.set(name, giver);
  }
  return { taken, kept };
}

/** Every field that is mentioned, with the record that gives it, or null for the master, and its place in the request. */
function choicesIn({ data, master_record_fields: own = [] }: AskedMerge) {
  const given = data.flatMap(({ id, _fields: fields = [] }, place) =>
    fields.map(({ api_name: name }, index) => ({
      name,
      giver: id,
      path: `$.merge[0].data[${place}]._fields[${index}].api_name`,
    })),
  );
  const kept = own.map(({ api_name: name }, index) => ({
    name,
    giver: null,
    path: `$.merge[0].master_record_fields[${index}].api_name`,
  }));
  return [...given, ...kept];
}

/** The records, locked: the master to be edited and the others to be deleted. */
async function reachSides(
  records: RecordAccess,
  writing: RecordWriting,
  masterId: string,
  { data }: AskedMerge,
) {
  const at = (index: number) => ({ api_name: 'id', json_path: `$.merge[0].data[${index}].id` });
  const ids = [masterId, ...data.map(({ id }) => id)];
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index);
  if (twice > 0) {
    return wrongChoice(
      400,
      'DUPLICATE_DATA',
      'A record cannot be merged into itself, or twice.',
      at(twice - 1),
    );
  }
  const refused = refusedBy(records.decide('delete'));
  if (refused !== null) return refused;
  const master = (await writing.reach([masterId], 'edit')).get(masterId);
  if (master === undefined) return unknownId({ resource_path_index: 1 });
  const reached = await writing.reach(ids.slice(1), 'delete');
  const others: Reached<'delete'>[] = [];
  for (const [index, { id }] of data.entries()) {
    const other = reached.get(id);
    if (other === undefined) {
      return wrongChoice(400, 'INVALID_DATA', 'The id given seems to be invalid.', at(index));
    }
    if (isConverted(records.module, other.row.fields)) {
      return wrongChoice(400, 'NOT_ALLOWED', 'A converted lead cannot be merged.', at(index));
    }
    others.push(other);
  }
  if (isConverted(records.module, master.row.fields)) {
    return new Refusal(400, 'NOT_ALLOWED', 'A converted lead cannot be merged.', { resource_path_index: 1 });
  }
  return { master, others };
}
