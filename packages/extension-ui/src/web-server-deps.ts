import type { EngineDeps } from '@syncgrant/agent';
import type { Database } from '@syncgrant/store';

/**
 * What the web server works with; composed in `main.ts`. It needs no queue: what asks for a tick says so in the
 * database, with the commit, and the agent listens there.
 */
export interface WebServerDeps {
  readonly database: Database;
  /** The same parts that the agent works with: pages ask Microsoft for calendars through the same gate. */
  readonly engine: EngineDeps;
  /** The address browsers use: scheme, host and port, without a trailing slash. */
  readonly publicUrl: string;
  /** That many unpredictable bytes. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** The folder of the built client. */
  readonly webRoot: string;
}
