import { createServer } from 'node:net';
import { failingWith, reasonOf } from '@syncgrant/agent';

/** The variables that name a port. */
export type PortVariable = 'PORT' | 'EMULATOR_PORT';

/**
 * The port that will be listened on: the one asked for, if it is free, or any free one for 0. It is known before anything
 * is opened, because the parts need addresses with the port in them, and a taken one is told before anything is done.
 *
 * @throws {StartFailure}
 */
export async function claimPort(port: number, variable: PortVariable): Promise<number> {
  return listeningOn(variable, async () => {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, resolve);
    });
    const address = server.address();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    return typeof address === 'object' && address !== null ? address.port : port;
  });
}

/** Begins to listen; what goes wrong is told with the variable that helps. */
export async function listeningOn<T>(variable: PortVariable, listen: () => Promise<T>): Promise<T> {
  return failingWith(listen, (error) => {
    const reason = reasonOf(error);
    return reason.includes('EADDRINUSE')
      ? `${variable}: another program uses this port (${reason}). End it, or set ${variable} to another port.`
      : `${variable}: this port cannot be used (${reason}). Set ${variable} to another port.`;
  });
}
