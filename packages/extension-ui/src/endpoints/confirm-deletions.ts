import { confirmDeletions } from '@syncgrant/contracts';
import { confirmDeletions as confirm, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { wrongField } from '../http/wrong-field.ts';
import { changeSetup, notNow, refusedSync } from '../setups/own-setup.ts';

const NOTHING_WAITS = 'No deletions wait for a confirmation.';

export const confirmDeletionsRoute = defineRoute(
  confirmDeletions,
  async ({ params: { module }, body, caller }, server) => {
    const refused = refusedSync(caller, module);
    if (refused !== null) return refused;
    const held = (await readSetup(caller.tenant, caller.facts.user.id, module))?.confirmation?.deletions ?? 0;
    if (held === 0) return notNow(module, NOTHING_WAITS);
    if (body.deletions > held) {
      return wrongField('deletions', `${held} deletions wait for a confirmation, not ${body.deletions}`);
    }
    return changeSetup(
      server,
      caller,
      module,
      (tenant, userId, now) => confirm(tenant, userId, module, body.deletions, now),
      NOTHING_WAITS,
    );
  },
);
