import { confirmMail } from '@syncgrant/contracts';
import { confirmMail as confirm, readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { wrongField } from '../http/wrong-field.ts';
import { changeSetup, notNow, refusedSync } from '../setups/own-setup.ts';

const NOTHING_WAITS = 'No mail waits for a confirmation.';

export const confirmMailRoute = defineRoute(
  confirmMail,
  async ({ params: { module }, body, caller }, server) => {
    const refused = refusedSync(caller, module);
    if (refused !== null) return refused;
    const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
    const held = setup?.confirmation?.peopleMailed ?? 0;
    if (held === 0) return notNow(module, NOTHING_WAITS);
    if (body.peopleMailed > held) {
      return wrongField(
        'peopleMailed',
        `mail to ${held} people waits for a confirmation, not to ${body.peopleMailed}`,
      );
    }
    return changeSetup(
      server,
      caller,
      module,
      (tenant, userId, now) => confirm(tenant, userId, module, body.peopleMailed, now),
      NOTHING_WAITS,
    );
  },
);
