import { decide, type ActingUser } from '@syncgrant/core';
import type { GrantChangeResult, Tenant } from '@syncgrant/store';
import { administer } from '../administration/administer.ts';
import type { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';
import { refusedBy } from '../http/no-permission.ts';
import type { Server } from '../http/route.ts';

/** A change of the registered programs, by who may register them at the moment it commits; it goes to the audit log. */
export function administerClients<T>(
  server: Server,
  caller: Caller,
  change: { readonly action: string; readonly subject: string },
  body: (tenant: Tenant, actor: ActingUser, now: Date) => Promise<GrantChangeResult<T, Refusal>>,
): Promise<{ readonly ok: true; readonly result: T } | Refusal> {
  return administer<T>(server, caller, change, async (tenant, actor, now) => {
    const permission = 'Crm_Implied_Advanced_Dev_Access';
    const refused = refusedBy(decide(actor.context, { kind: 'permission', permission }));
    return refused === null ? body(tenant, actor, now) : { refused };
  });
}
