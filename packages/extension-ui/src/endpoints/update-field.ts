import { RECORD_FIELDS } from '@syncgrant/core';
import { updateField } from '@syncgrant/contracts';
import { administer } from '../administration/administer.ts';
import { setFieldAccess } from '../administration/set-field-access.ts';
import { customizeField } from '../customization/customize-field.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** Field access of several profiles, label and values of a field: one revision, one audit entry, all or nothing. */
export const updateFieldRoute = defineRoute(updateField, async ({ params, query, body, caller }, server) => {
  const { module } = query;
  const field = RECORD_FIELDS[module].find(({ id }) => id === params.id);
  if (field === undefined) return unknownId({ resource_path_index: 2 });
  const { profiles, ...look } = body.fields[0] ?? {};
  const change = { action: 'field.update', subject: `field ${field.apiName} of ${module}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const access =
      profiles === undefined
        ? UNCHANGED
        : await setFieldAccess(tenant, actor, now, { id: field.id, module, profiles });
    if (access instanceof Refusal) return { refused: access };
    const custom =
      Object.keys(look).length === 0
        ? UNCHANGED
        : await customizeField(tenant, actor, now, module, field, look);
    if (custom instanceof Refusal) return { refused: custom };
    return {
      before: { ...access.before, ...custom.before },
      after: { ...access.after, ...custom.after },
      result: null,
    };
  });
  return done instanceof Refusal ? done : { fields: [itemDone(field.id, 'field updated')] };
});

const UNCHANGED = { before: {}, after: {} };
