import { mappingIssues, PROPOSED_PAIRS, type ContactPairs, type SyncModule } from '@syncgrant/core';
import { readSetup } from '@syncgrant/store';
import { Refusal } from '../http/answer.ts';
import type { Caller } from '../http/caller.ts';

/**
 * What of the caller's contacts is to be joined with what: the choices that were made, over those there are. `null` when none
 * were; a refusal names the first field that breaks a rule.
 */
export async function contactPairsOf(
  caller: Caller,
  module: SyncModule,
  chosen: ContactPairs | undefined,
): Promise<ContactPairs | Refusal | null> {
  if (chosen === undefined) return null;
  if (module !== 'contacts')
    return wrong('contactMapping', '$.contactMapping', 'kind', 'only contacts have it');
  const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
  const pairs = { ...(setup?.configuration?.contactMapping?.pairs ?? PROPOSED_PAIRS), ...chosen };
  const [issue] = mappingIssues(pairs);
  return issue === undefined
    ? pairs
    : wrong(issue.field, `$.contactMapping.${issue.field}`, issue.rule, issue.message);
}

const wrong = (field: string, path: string, code: string, rule: string): Refusal =>
  new Refusal(400, 'INVALID_DATA', `The field ${field} is invalid: ${rule}.`, {
    api_name: field,
    json_path: path,
    reason: code,
    rule,
  });
