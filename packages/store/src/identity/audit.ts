import type { Tenant } from '../tenant.ts';

/** What was changed that can alter a grant: who, what, before, after, when, from where. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly revision: number;
  readonly address: string | null;
}

/** Newest first, from before the entry `before` on; entries are written by `changeGrants` alone. */
export async function listAudit(
  tenant: Tenant,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<{ readonly entries: readonly AuditEntry[]; readonly more: boolean }> {
  let query = tenant.select('audit').orderBy('id', 'desc');
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  const rows = await query
    .limit(page.limit + 1)
    .select([
      'id',
      'at',
      'actor_name as actor',
      'action',
      'subject',
      'before',
      'after',
      'revision',
      'address',
    ])
    .execute();
  return { entries: rows.slice(0, page.limit), more: rows.length > page.limit };
}
