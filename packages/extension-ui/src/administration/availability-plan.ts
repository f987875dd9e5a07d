import { decide, type ActingUser, type PermissionName } from '@syncgrant/core';
import { readOrganisation, type Organisation, type Tenant } from '@syncgrant/store';
import { Refusal, unknownId } from '../http/answer.ts';
import { noPermission } from '../http/no-permission.ts';

/** Whether and where the Microsoft integration exists for an organisation. */
export type Availability = Pick<Organisation, 'edition' | 'dataCenter' | 'microsoftEnabled'>;

export interface PlannedAvailability {
  readonly before: Organisation;
  readonly after: Availability;
}

/** A lesser edition or another data centre is never refused: what is no longer available pauses. What is left out stays. */
export async function planAvailability(
  tenant: Tenant,
  actor: ActingUser,
  permission: PermissionName,
  asked: { readonly [Name in keyof Availability]?: Availability[Name] | undefined },
): Promise<PlannedAvailability | Refusal> {
  const decision = decide(actor.context, { kind: 'permission', permission });
  if (!decision.granted) return noPermission(decision);
  const before = await readOrganisation(tenant);
  if (before === null) return unknownId({});
  const { edition, dataCenter, microsoftEnabled } = before;
  return {
    before,
    after: {
      edition: asked.edition ?? edition,
      dataCenter: asked.dataCenter ?? dataCenter,
      microsoftEnabled: asked.microsoftEnabled ?? microsoftEnabled,
    },
  };
}

/** Edition and data centre are changed together or one of them. */
export const refusedEmptyAvailability = (
  asked: Partial<Record<keyof Availability, unknown>>,
): Refusal | null =>
  asked.edition === undefined && asked.dataCenter === undefined
    ? new Refusal(400, 'MANDATORY_NOT_FOUND', 'Name an edition or a data centre.', { api_name: 'edition' })
    : null;
