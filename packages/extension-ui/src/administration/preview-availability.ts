import type { PermissionName } from '@syncgrant/core';
import type { Impact } from '@syncgrant/contracts';
import { listProfiles } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import type { Server } from '../http/route.ts';
import { planAvailability, type Availability } from './availability-plan.ts';
import { previewChange } from './preview-change.ts';

/** What another edition or data centre, or the extension's switch, would do to the users of all profiles. */
export const previewAvailability = (
  server: Server,
  caller: Caller,
  permission: PermissionName,
  asked: Parameters<typeof planAvailability>[3],
): Promise<Impact | Refusal> =>
  previewChange(server, caller, async (tenant, actor) => {
    const planned = await planAvailability(tenant, actor, permission, asked);
    if (planned instanceof Refusal) return planned;
    const before = groundOf(planned.before);
    const after = groundOf(planned.after);
    const profiles = await listProfiles(tenant);
    return {
      shifts: profiles.map(({ profile }) => ({
        before: { organisation: before, profile },
        after: { organisation: after, profile },
      })),
    };
  });

const groundOf = ({ edition, dataCenter, microsoftEnabled }: Availability) => ({
  edition,
  dataCenter,
  microsoftExtensionEnabled: microsoftEnabled,
});
