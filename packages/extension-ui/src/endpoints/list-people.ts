import { listPeople } from '@syncgrant/contracts';
import { findPeople } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

const AT_MOST = 50;

export const listPeopleRoute = defineRoute(listPeople, async ({ query, caller }) => {
  const { people, more } = await findPeople(caller.tenant, query.word ?? '', AT_MOST);
  return { people: [...people], more };
});
