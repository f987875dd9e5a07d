import { confirmMail } from '@syncgrant/contracts';
import { confirmMail as confirm, readSetup } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
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
      const rule = `mail to ${held} people waits for a confirmation, not to ${body.peopleMailed}`;
      return new Refusal(400, 'INVALID_DATA', `The field peopleMailed is invalid: ${rule}.`, {
        api_name: 'peopleMailed',
        json_path: '$.peopleMailed',
        rule,
      });
    }
    return changeSetup(
      server,
      caller,
      module,
      (tenant, userId) => confirm(tenant, userId, module, body.peopleMailed),
      NOTHING_WAITS,
    );
  },
);
