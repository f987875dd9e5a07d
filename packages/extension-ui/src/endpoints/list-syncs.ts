import { listSyncs, SYNCS_PER_PAGE } from '@syncgrant/contracts';
import { SYNC_MODULE_NAMES } from '@syncgrant/core';
import { readSyncs } from '@syncgrant/agent';
import { profilesWithSyncs } from '@syncgrant/store';
import { subordinatesOnly } from '../administration/seen-users.ts';
import { defineRoute } from '../http/route.ts';

export const listSyncsRoute = defineRoute(listSyncs, async ({ query, caller }, { deps }) => {
  const { contexts, now } = deps.engine;
  const among = (await subordinatesOnly(caller)) ?? null;
  const { lines, total, states, reasons } = await readSyncs(
    contexts,
    caller.tenant,
    {
      modules: query.module === undefined ? SYNC_MODULE_NAMES : [query.module],
      profileId: query.profile,
      word: query.word === '' ? undefined : query.word,
      among,
      state: query.state,
      reason: query.reason,
      sort: query.sort,
      descending: query.order === 'desc',
      limit: SYNCS_PER_PAGE,
      offset: (query.page - 1) * SYNCS_PER_PAGE,
    },
    now(),
  );
  return {
    syncs: [...lines],
    total,
    page: query.page,
    states: [...states],
    reasons: [...reasons],
    profiles: await profilesWithSyncs(caller.tenant, among),
  };
});
