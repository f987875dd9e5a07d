import { MAILBOX_MODULES } from '@syncgrant/microsoft';
import type { Mailbox } from './mailbox.ts';
import { CONTAINER_GONE, stopOf, type ModuleRun } from './module-run.ts';

/**
 * Whether the module's calendar, folder or list is at Microsoft. If it is not, or cannot be asked for, the run stops: what
 * vanished along with it was not deleted by anybody.
 */
export async function containerIsThere(mailbox: Mailbox, run: ModuleRun): Promise<boolean> {
  const { containerId } = run.configuration;
  const [answer] = await mailbox.batch([run.module], [MAILBOX_MODULES[run.module].getContainer(containerId)]);
  if (answer?.ok === true) return true;
  run.stop =
    answer === undefined || answer.failure.class === 'missing'
      ? CONTAINER_GONE
      : (stopOf(answer.failure) ?? {
          problem: { class: 'microsoft_down', detail: answer.failure.message },
          retryAfterMs: null,
        });
  return false;
}
