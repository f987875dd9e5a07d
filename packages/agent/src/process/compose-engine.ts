import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { MicrosoftConfiguration, SealingKeyConfiguration } from '@syncgrant/contracts';
import { createEntra, createKeyRing, MICROSOFT_CLOUD, type MicrosoftConfig } from '@syncgrant/microsoft';
import { DecisionContexts, type Db } from '@syncgrant/store';
import { notificationOrigin } from '../notifications/notification-address.ts';
import { DEFAULT_TIMING, type EngineDeps, type EngineTiming } from '../engine/engine-deps.ts';

export interface EngineParts {
  readonly db: Db;
  readonly microsoft: MicrosoftConfig;
  readonly keys: readonly SealingKeyConfiguration[];
  readonly log: Logger;
  /** The address browsers use; notifications of Microsoft arrive there where that is possible. */
  readonly publicUrl: string;
  /** What a test replaces; by default the machine's own. */
  readonly now?: () => Date;
  readonly fetch?: typeof fetch;
  readonly timing?: Partial<EngineTiming>;
}

/** What the engine works with, on this machine's clock, randomness and network. Agent and web server share it. */
export function composeEngine(parts: EngineParts): EngineDeps {
  const { db, microsoft, log, now = () => new Date() } = parts;
  const notifications = notificationOrigin(parts.publicUrl, microsoft.graphOrigin);
  const network = parts.fetch === undefined ? {} : { fetch: parts.fetch };
  return {
    db,
    contexts: new DecisionContexts(),
    entra: createEntra(microsoft, { ...network, now }),
    microsoft,
    keyRing: createKeyRing(parts.keys),
    ...network,
    ...(notifications !== undefined && { notificationOrigin: notifications }),
    now,
    newId: randomUUID,
    random: Math.random,
    timing: { ...DEFAULT_TIMING, ...parts.timing },
    log,
  };
}

/** The application registration in Microsoft's worldwide cloud, unless it names another. */
export const inMicrosoftCloud = (registration: MicrosoftConfiguration): MicrosoftConfig => ({
  clientId: registration.clientId,
  credential: registration.credential,
  tenant: registration.tenant,
  entraOrigin: registration.entraOrigin ?? MICROSOFT_CLOUD.entraOrigin,
  graphOrigin: registration.graphOrigin ?? MICROSOFT_CLOUD.graphOrigin,
});
