import { listAudit } from '@syncgrant/contracts';
import { listAudit as auditOf } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';

const PAGE_SIZE = 50;

export const listAuditRoute = defineRoute(listAudit, async ({ query, caller }) => {
  const { entries, more } = await auditOf(caller.tenant, { before: query.before, limit: PAGE_SIZE });
  return { entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })), more };
});
