import { retryDelayMs } from '@syncgrant/core';
import { addOutcomes, updateLink } from '@syncgrant/store';
import type { EngineDeps } from './engine-deps.ts';
import type { Gate } from './gate.ts';
import { titleOf } from './link-views.ts';
import type { ModuleRun } from './module-run.ts';
import type { PlannedSetup } from './plan-setup.ts';

/** The item waits for its next attempt; the others go on. */
export async function noteFailure(
  deps: EngineDeps,
  gate: Gate,
  run: ModuleRun,
  planned: PlannedSetup,
  linkId: string,
  side: 'crm' | 'microsoft',
  message: string,
): Promise<void> {
  const link = planned.links.get(linkId);
  const view = planned.views.get(linkId);
  if (link === undefined || view === undefined) return;
  const failures = link.failures + 1;
  const nextAttemptAt = new Date(deps.now().getTime() + retryDelayMs(failures, null, deps.random()));
  await gate.note(async (tenant) => {
    await updateLink(tenant, linkId, { failures, nextAttemptAt, problem: message, intentAt: null });
    await addOutcomes(
      tenant,
      run.setup.id,
      [
        {
          linkId,
          recordId: link.record_id,
          kind: 'failed',
          side,
          reason: 'refused',
          message,
          title: titleOf(view),
        },
      ],
      deps.now(),
    );
  });
}
