/** Where Microsoft sends the notifications of one setup, below an origin. */
export const NOTIFICATION_PATH = '/hooks/graph/:organisationId/:setupId';

/**
 * An address for each setup: it says whose a notification is, and a subscription found at Microsoft under it can only be one
 * of that setup's own whose answer was lost.
 */
export const notificationAddress = (origin: string, organisationId: string, setupId: string): string =>
  `${origin}/hooks/graph/${organisationId}/${setupId}`;

/**
 * The origin that Microsoft is told, or `undefined` where notifications cannot arrive: Microsoft sends them to https only. A
 * Graph that is itself reached by http is an emulator on this machine, which reaches what browsers reach.
 */
export function notificationOrigin(publicUrl: string, graphOrigin: string): string | undefined {
  return publicUrl.startsWith('https:') || graphOrigin.startsWith('http:') ? publicUrl : undefined;
}
