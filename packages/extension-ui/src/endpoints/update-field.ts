import { governingModule, planProfileChange, RECORD_FIELDS } from '@syncgrant/core';
import { updateField } from '@syncgrant/contracts';
import { readProfile, saveProfile } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import { refusedPlan } from '../administration/refused-plan.ts';
import { itemDone, Refusal, unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

/** Field access of several profiles at once: one revision, one audit entry, all or nothing. */
export const updateFieldRoute = defineRoute(updateField, async ({ params, query, body, caller }, server) => {
  const module = governingModule(query.module);
  const field = RECORD_FIELDS[query.module].find(({ id }) => id === params.id);
  const asked = body.fields[0]?.profiles ?? [];
  if (field === undefined) return unknownId({ resource_path_index: 2 });
  if (module !== query.module) {
    const message = `What profiles may do with ${query.module} follows from ${module}.`;
    return new Refusal(400, 'NOT_ALLOWED', message, { param_name: 'module' });
  }
  const wrong = (index: number, message: string) =>
    new Refusal(
      400,
      'INVALID_DATA',
      message,
      { api_name: 'profiles', json_path: `$.fields[0].profiles[${index}]` },
      'fields',
    );
  const restricted = asked.findIndex(({ permission_type }) => permission_type !== 'read_write');
  if (restricted >= 0 && (field.mandatory || field.apiName === 'id')) {
    return wrong(restricted, `${field.label} is mandatory and cannot be restricted.`);
  }
  const change = { action: 'field.update', subject: `field ${field.apiName} of ${module}` };
  const done = await administer<null>(server, caller, change, async (tenant, actor, now) => {
    const before: Record<string, string> = {};
    const after: Record<string, string> = {};
    for (const [index, { id, permission_type: access }] of asked.entries()) {
      const entry = await readProfile(tenant, id);
      if (entry === null) return { refused: wrong(index, 'The profile given seems to be invalid.') };
      const { profile } = entry;
      const fieldAccess = [{ module, field: field.apiName, access }];
      const plan = planProfileChange({ actor, profile, change: { fieldAccess }, takenNames: [] });
      if (!plan.ok) return { refused: refusedPlan(plan.refusal, 'profiles') };
      await saveProfile(tenant, plan.profile, { by: actor.userId, now, switched: [] });
      before[profile.name] = profile.fieldAccess[module]?.[field.apiName] ?? 'read_write';
      after[profile.name] = access;
    }
    return { before, after, result: null };
  });
  return done instanceof Refusal ? done : { fields: [itemDone(field.id, 'field updated')] };
});
