import type { BackendFactory, IQueueBackend } from 'bullmq';

/** What BullMQ needs to know of a data store; the queue itself is the same on each. */
export interface QueueBackend {
  /** For queues, and, with `withBlockingConnection`, for workers. The connection is the backend's, not the caller's. */
  readonly factory: BackendFactory<IQueueBackend, unknown>;
  /** The names of the two queues, and what stands before their keys where a store has keys. */
  readonly tickQueue: string;
  readonly dispatchQueue: string;
  readonly keyPrefix: string;
  /** Called after every queue and worker has been closed. */
  close(): Promise<void>;
}
