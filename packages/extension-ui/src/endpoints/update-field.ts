import { RECORD_FIELDS } from '@syncgrant/core';
import { updateField } from '@syncgrant/contracts';
import { saveProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { planFieldAccess } from '../administration/profile-plans.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** Field access of several profiles at once: one revision, one audit entry, all or nothing. */
export const updateFieldRoute = defineRoute(updateField, async ({ params, query, body, caller }, server) => {
  const { module } = query;
  const field = RECORD_FIELDS[module].find(({ id }) => id === params.id);
  if (field === undefined) return unknownId({ resource_path_index: 2 });
  const asked = { id: params.id, module, profiles: body.fields[0]?.profiles ?? [] };
  const change = { action: 'field.update', subject: `field ${field.apiName} of ${module}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const planned = await planFieldAccess(tenant, actor, asked);
    if (planned instanceof Refusal) return { refused: planned };
    for (const { after } of planned.changes) {
      await saveProfile(tenant, after, { by: actor.userId, now, switched: [] });
    }
    const told = (when: 'before' | 'after') =>
      Object.fromEntries(
        planned.changes.map(({ [when]: { name, fieldAccess } }) => [
          name,
          fieldAccess[planned.module]?.[planned.field] ?? 'read_write',
        ]),
      );
    return { before: told('before'), after: told('after'), result: null };
  });
  return done instanceof Refusal ? done : { fields: [itemDone(field.id, 'field updated')] };
});
