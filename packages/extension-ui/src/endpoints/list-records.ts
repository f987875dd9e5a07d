import { findField } from '@syncgrant/core';
import { listRecords } from '@syncgrant/contracts';
import { listRecords as recordsOf } from '@syncgrant/store';
import { NO_CONTENT, Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { reachesAll } from '../records/reach.ts';
import { recordViews } from '../records/record-view.ts';

const MOST_FIELDS = 50;

export const listRecordsRoute = defineRoute(listRecords, async ({ params: { module }, query, caller }) => {
  const fields = query.fields.split(',').map((field) => field.trim());
  const unknown = fields.find((field) => findField(module, field) === undefined);
  if (unknown !== undefined) {
    const details = { param_name: 'fields', rule: 'names a field that does not exist' };
    return new Refusal(400, 'INVALID_DATA', `There is no field ${unknown} in ${module}.`, details);
  }
  if (fields.length > MOST_FIELDS) {
    const details = { param_name: 'fields', limit: MOST_FIELDS };
    return new Refusal(400, 'LIMIT_EXCEEDED', `At most ${MOST_FIELDS} fields can be asked for.`, details);
  }
  const { page, per_page } = query;
  const { rows, more } = await recordsOf(caller.tenant, {
    module,
    limit: per_page,
    offset: (page - 1) * per_page,
    ...(!reachesAll(caller, module, 'view') && { ownerId: caller.facts.user.id }),
  });
  if (rows.length === 0) return NO_CONTENT;
  const data = await recordViews(caller.tenant, caller.context, module, rows, fields);
  return { data, info: { page, per_page, count: data.length, more_records: more } };
});
