import { listContainers } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';
import { containersOf } from '../setups/containers.ts';

export const listContainersRoute = defineRoute(
  listContainers,
  async ({ params: { module }, caller }, server) => {
    const containers = await containersOf(server, caller, module);
    return containers instanceof Refusal ? containers : { containers: [...containers] };
  },
);
