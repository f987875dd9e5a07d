import { configureSetup } from '@syncgrant/contracts';
import { saveConfiguration } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { wrongField } from '../http/wrong-field.ts';
import { contactPairsOf } from '../setups/contact-pairs.ts';
import { containersOf } from '../setups/containers.ts';
import { changeSetup } from '../setups/own-setup.ts';

/** The container is looked up at Microsoft: only what is there, and can be written where the sync writes, is saved. */
export const configureSetupRoute = defineRoute(
  configureSetup,
  async ({ params: { module }, body: { contactMapping, ...body }, caller }, server) => {
    const contactPairs = await contactPairsOf(caller, module, contactMapping);
    if (contactPairs instanceof Refusal) return contactPairs;
    if (body.photos === true && module !== 'contacts') return NO_PHOTOS;
    const containers = await containersOf(server, caller, module);
    if (containers instanceof Refusal) return containers;
    const container = containers.find(({ id }) => id === body.containerId);
    const wrong = (rule: string) => wrongField('containerId', rule);
    if (container === undefined) return wrong('the mailbox has no such calendar, folder or list');
    if (!container.canEdit && body.direction !== 'to_crm') return wrong(`${container.name} can only be read`);
    return changeSetup(
      server,
      caller,
      module,
      (tenant, userId, now) =>
        saveConfiguration(
          tenant,
          userId,
          module,
          { ...body, containerName: container.name, ...(contactPairs !== null && { contactPairs }) },
          now,
        ),
      'Connect a Microsoft account first.',
    );
  },
);

const NO_PHOTOS = new Refusal(400, 'INVALID_DATA', 'The field photos is invalid: only contacts have them.', {
  api_name: 'photos',
  json_path: '$.photos',
  rule: 'only contacts have them',
});
