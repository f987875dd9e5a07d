import type { ActingUser, Customizations, PlannedCustomization, RecordModule } from '@syncgrant/core';
import { readCustomizations, saveCustomization, type Tenant } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { noPermission } from '../http/no-permission.ts';
import { decideCustomizing } from './decide-customizing.ts';

/** An item of the request: the list that it stands in, and its place there. */
interface Item {
  readonly wrapper: 'modules' | 'fields';
  readonly index: number;
}

/**
 * Changes how the organisation has a module. Runs inside `administer`, whose lock keeps two changes at once from losing one of
 * them: labels and lists are decided by the same people as grants, and are told in the same audit log.
 */
export async function customizeModule(
  tenant: Tenant,
  actor: ActingUser,
  now: Date,
  module: RecordModule,
  item: Item,
  plan: (current: Customizations) => PlannedCustomization,
): Promise<Refusal | null> {
  const decision = decideCustomizing(actor.context, module);
  if (!decision.granted) return noPermission(decision);
  const planned = plan(await readCustomizations(tenant));
  if (!planned.ok) {
    const { code, message, details, path } = planned;
    const where = {
      api_name: path.replace(/[.[].*$/, ''),
      json_path: `$.${item.wrapper}[${item.index}].${path}`,
    };
    return new Refusal(400, code, message, { ...details, ...where }, item.wrapper);
  }
  await saveCustomization(tenant, module, planned.customization, { by: actor.userId, now });
  return null;
}
