import type { Answer, GraphItem, Json, SyncModule } from '@syncgrant/core';
import type { GraphFailure, GraphRequest } from '../graph/request.ts';
import type { GraphSession } from '../graph/session.ts';

/** A calendar, a contact folder or a task list. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly canEdit: boolean;
}

export type ContainerListing =
  | { readonly ok: true; readonly containers: readonly Container[] }
  | { readonly ok: false; readonly failure: GraphFailure };

/** What the three kinds of items have for a mapping to read. */
export type MailboxItem = GraphItem & { readonly id: string };

/** One row of a delta round or one item read alone; several rows may concern the same item, and the last one holds. */
export type DeltaRow<Item extends MailboxItem = MailboxItem> =
  | {
      readonly kind: 'present';
      readonly itemId: string;
      readonly item: Item;
      /** False when the row lacks members that are needed, so that the item has to be read alone. */
      readonly complete: boolean;
    }
  | {
      readonly kind: 'removed';
      readonly itemId: string;
      /** `deleted`, or `changed` where it may have left the container or the window only. */
      readonly reason: string;
    }
  | {
      readonly kind: 'malformed';
      readonly itemId: string | null;
      /** Which member was wrong and how, without its value. */
      readonly issue: string;
    };

export interface DeltaPage<Item extends MailboxItem = MailboxItem> {
  readonly rows: readonly DeltaRow<Item>[];
  /** Exactly one of the two links is present, unless Graph broke its promise: then both are null. */
  readonly nextLink: string | null;
  readonly deltaLink: string | null;
}

export interface FoundItem<Item extends MailboxItem = MailboxItem> {
  readonly itemId: string;
  readonly item: Item;
  readonly etag: string | null;
}

/** An item among all others of its container, with the correlation ids that it carries. */
export interface ListedItem<Item extends MailboxItem = MailboxItem> {
  readonly itemId: string;
  readonly item: Item;
  readonly correlationIds: readonly string[];
}

/** How changes of a container are subscribed to: https://learn.microsoft.com/graph/change-notifications-overview */
export interface Watching {
  /** What a subscription names; it may cover more than the container. */
  resource(containerId: string): string;
  /** The longest that Graph lets a subscription live, in milliseconds. */
  readonly longestMs: number;
  /** Whether Graph says so when it lost notifications or ended the subscription. */
  readonly tellsOfLoss: boolean;
}

/** Of events and contacts. */
export const OUTLOOK_WATCHING = { longestMs: 10_080 * 60_000, tellsOfLoss: true } as const;

/**
 * How one kind of item is spoken of in Graph's language. Everything but `listContainers` builds requests or reads
 * bodies and does no I/O.
 */
export interface MailboxModule<Item extends MailboxItem = MailboxItem> {
  readonly module: SyncModule;
  /** The delegated permission that reading and writing needs. */
  readonly scope: string;
  readonly watching: Watching;
  listContainers(session: GraphSession): Promise<ContainerListing>;
  createContainer(name: string): GraphRequest;
  /** Succeeds while the container is there. */
  getContainer(containerId: string): GraphRequest;
  /** Starts a full round. `windowStart` (ISO instant) limits meetings and is ignored by the other modules. */
  firstDelta(containerId: string, options: { readonly windowStart: string }): GraphRequest;
  /**
   * Another way to start a full round, for where the first one is not offered. It covers a span between two instants (ISO) only;
   * its rows name no series but by their occurrences, and a removed one may be any occurrence, or outside of the span.
   */
  readonly boundedDelta?: (
    containerId: string,
    span: { readonly from: string; readonly to: string },
  ) => GraphRequest;
  /** Goes on with a next link, or begins a new round with a delta link. */
  nextPage(link: string): GraphRequest;
  parseDeltaPage(body: unknown): DeltaPage<Item>;
  getItem(containerId: string, itemId: string): GraphRequest;
  parseItem(body: unknown): DeltaRow<Item>;
  /** The item carries `correlationId`, so that it is found again when the answer is lost. */
  createItem(containerId: string, body: JsonObject, correlationId: string): GraphRequest;
  /** With an etag the update is refused when the item changed since; tasks know no such thing and ignore it. */
  updateItem(containerId: string, itemId: string, body: JsonObject, etag: string | null): GraphRequest;
  /** Of an item that repeats: its occurrences and exceptions between two instants (ISO). */
  readonly instances?: {
    between(containerId: string, itemId: string, from: string, to: string): GraphRequest;
    parse(body: unknown): readonly Item[];
  };
  /**
   * Answers the invitation that an attendee's copy is; `send` tells the organiser:
   * https://learn.microsoft.com/graph/api/event-accept
   */
  readonly respond?: (containerId: string, itemId: string, answer: Answer, send: boolean) => GraphRequest;
  deleteItem(containerId: string, itemId: string): GraphRequest;
  /** The answer may have several pages: see `nextLinkOf`. */
  findByCorrelation(containerId: string, correlationId: string): GraphRequest;
  /** How all items of a container are read, page by page, to find one that may have been moved there under another id. */
  readonly listing: {
    items(containerId: string): GraphRequest;
    parse(body: unknown): readonly ListedItem<Item>[];
  };
  /** The items of one page that really carry the id, whatever the server let through. */
  parseFound(body: unknown, correlationId: string): readonly FoundItem<Item>[];
}

export type JsonObject = Readonly<Record<string, Json>>;
