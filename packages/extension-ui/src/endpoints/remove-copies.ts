import { countCopies } from '@syncgrant/agent';
import { removeCopies } from '@syncgrant/contracts';
import { beginRemoval, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { wrongField } from '../http/wrong-field.ts';
import { changeSetup, notNow, refusedSync } from '../setups/own-setup.ts';

const NOT_STARTED = 'Only a sync that is configured has copies to remove.';

/** Needs the grant, because removing asks Microsoft; whoever lacks it may still end the sync and keep its copies. */
export const removeCopiesRoute = defineRoute(
  removeCopies,
  async ({ params: { module }, body, caller }, server) => {
    const refused = refusedSync(caller, module);
    if (refused !== null) return refused;
    const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
    if (setup === null) return notNow(module, NOT_STARTED);
    const { peopleMailed } = await countCopies(caller.tenant, setup);
    if (body.peopleMailed < peopleMailed) {
      return wrongField(
        'peopleMailed',
        `Microsoft would write to ${peopleMailed} people by now, not to ${body.peopleMailed}`,
      );
    }
    return changeSetup(
      server,
      caller,
      module,
      (tenant, userId, now) => beginRemoval(tenant, userId, module, peopleMailed, now),
      NOT_STARTED,
    );
  },
);
