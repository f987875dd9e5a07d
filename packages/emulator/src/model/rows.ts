import type { DeadTokenCode } from './dead-token.ts';
import type { Recurrence } from './recurrence.ts';

/** What every stored row has: its id, and the position of its last change in the emulator's one history. */
export interface Row {
  readonly id: string;
  readonly seq: number;
  /** A tombstone: the row was removed at `seq`. It stays so that delta queries can tell. */
  readonly gone?: true;
}

export interface Tenant extends Row {
  readonly name: string;
  readonly domain: string;
  /** Users may not consent for themselves (AADSTS90094). */
  readonly adminConsentRequired: boolean;
}

/** A user; `id` is the object id (oid). */
export interface User extends Row {
  readonly tenantId: string;
  readonly upn: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly password: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Whether there is an Exchange Online mailbox. */
  readonly mailbox: boolean;
  readonly disabled: boolean;
  /** Refresh tokens issued at or before this instant (ms) are revoked. */
  readonly revokedAt: number;
  /** Delta tokens of an older generation answer 410. */
  readonly deltaGeneration: number;
  /** The error code they answer with; SyncStateNotFound unless given. */
  readonly deltaDeath?: DeadTokenCode;
}

/** Scopes granted to one client; `id` is `<oid or tenant id>|<client id>`. */
export interface Consent extends Row {
  readonly scopes: readonly string[];
}

/** A redeemed authorization code, remembered so that it stays single-use. */
export interface UsedCode extends Row {
  readonly usedAt: number;
}

/** One of the emulator's own secrets: the signing key, the key that seals refresh tokens and codes. */
export interface Secret extends Row {
  readonly value: string;
}

export interface Calendar extends Row {
  readonly mailbox: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly canEdit: boolean;
}

/** A wall time in a zone. `local` is ISO without offset and has seven fraction digits. */
export interface WallTime {
  readonly local: string;
  readonly iana: string;
  /** The zone's name as the client wrote it (Windows or IANA). */
  readonly zone: string;
}

/** When an event happens: its (first) start and end, and how it repeats. */
export interface Schedule {
  readonly start: WallTime;
  readonly end: WallTime;
  readonly isAllDay: boolean;
  readonly recurrence: Recurrence | null;
}

export interface EmailAddress {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
}

export interface ResponseStatus {
  readonly response: string;
  readonly time: string;
}

export interface Attendee {
  readonly type: string;
  readonly emailAddress: EmailAddress;
  readonly status: ResponseStatus;
}

export interface ItemBody {
  readonly contentType: 'text' | 'html';
  readonly content: string;
}

export interface Location {
  readonly displayName: string;
  readonly [member: string]: unknown;
}

/** The content of an event: everything that an occurrence of a series may override, except its times. */
export interface EventFields {
  readonly subject: string;
  readonly body: ItemBody;
  readonly importance: string;
  readonly sensitivity: string;
  readonly showAs: string;
  readonly categories: readonly string[];
  readonly location: Location;
  readonly locations: readonly Location[];
  readonly attendees: readonly Attendee[];
  readonly isReminderOn: boolean;
  readonly reminderMinutesBeforeStart: number;
  readonly isOnlineMeeting: boolean;
  readonly onlineMeetingProvider: string;
  readonly responseRequested: boolean;
  readonly allowNewTimeProposals: boolean;
  readonly hideAttendees: boolean;
  readonly isCancelled: boolean;
}

/** What makes one occurrence of a series an exception. */
export interface Override {
  readonly seq: number;
  readonly fields: Partial<EventFields>;
  readonly start?: WallTime;
  readonly end?: WallTime;
  readonly extended?: Readonly<Record<string, string>>;
  /** Of an attendee's copy: the answer for this occurrence alone. */
  readonly response?: ResponseStatus;
}

/** An event as it is stored: a single instance, or a series with its exceptions inside. */
export interface EventRow extends Row {
  readonly mailbox: string;
  readonly calendarId: string;
  readonly iCalUId: string;
  readonly transactionId: string | null;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly schedule: Schedule;
  readonly fields: EventFields;
  readonly extended: Readonly<Record<string, string>>;
  readonly organizer: EmailAddress;
  readonly isOrganizer: boolean;
  readonly response: ResponseStatus;
  /** Exceptions by the occurrence's original date. */
  readonly overrides: Readonly<Record<string, Override>>;
  /** Original dates of deleted occurrences. */
  readonly cancelled: readonly string[];
  /** Last change that touched every occurrence; a change of one occurrence leaves it alone. */
  readonly contentSeq: number;
  /** By original date: when an occurrence or exception was last taken away. */
  readonly graves: Readonly<Record<string, number>>;
  /** Schedules the series had before, each with the change that ended it. */
  readonly former: readonly { readonly until: number; readonly schedule: Schedule }[];
}

export interface ContactFolder extends Row {
  readonly mailbox: string;
  readonly displayName: string;
  readonly parentFolderId: string | null;
  readonly isDefault: boolean;
}

/** A contact; `fields` is its Graph content without ids and dates. */
export interface ContactRow extends Row {
  readonly mailbox: string;
  readonly folderId: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly fields: ContactFields;
  readonly extended: Readonly<Record<string, string>>;
  readonly photo?: { readonly contentType: string; readonly base64: string };
}

export interface ContactFields {
  readonly displayName: string;
  readonly fileAs: string;
  readonly emailAddresses: readonly EmailAddress[];
  readonly [member: string]: unknown;
}

export interface TaskList extends Row {
  readonly mailbox: string;
  readonly displayName: string;
  readonly wellknownListName: 'none' | 'defaultList' | 'flaggedEmails';
}

/** A date of To Do: the service keeps the date and the zone it was meant in, and drops the time of day. */
export interface ZonedDate {
  readonly date: string;
  readonly iana: string;
}

export interface ChecklistItem {
  readonly id: string;
  readonly displayName: string;
  readonly isChecked: boolean;
  readonly createdDateTime: string;
  readonly checkedDateTime: string | null;
}

export interface LinkedResource {
  readonly id: string;
  readonly applicationName: string | null;
  readonly displayName: string | null;
  readonly externalId: string | null;
  readonly webUrl: string | null;
}

export interface TaskRow extends Row {
  readonly mailbox: string;
  readonly listId: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly bodyModifiedAt: number;
  readonly title: string;
  readonly body: ItemBody;
  readonly importance: string;
  readonly status: string;
  readonly isReminderOn: boolean;
  readonly reminder: WallTime | null;
  readonly due: ZonedDate | null;
  readonly start: ZonedDate | null;
  readonly completed: ZonedDate | null;
  readonly recurrence: Recurrence | null;
  readonly categories: readonly string[];
  readonly checklistItems: readonly ChecklistItem[];
  readonly linkedResources: readonly LinkedResource[];
}

/** Which event a client's `transactionId` made; `id` is `<mailbox>|<transactionId>`. */
export interface Transaction extends Row {
  readonly eventId: string;
}

export interface Subscription extends Row {
  readonly mailbox: string;
  readonly clientId: string;
  readonly resource: string;
  readonly changeType: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly expiresAt: number;
}

/** Every kind of row the emulator keeps. */
export interface Rows {
  readonly tenant: Tenant;
  readonly user: User;
  readonly consent: Consent;
  readonly usedCode: UsedCode;
  readonly secret: Secret;
  readonly calendar: Calendar;
  readonly event: EventRow;
  readonly contactFolder: ContactFolder;
  readonly contact: ContactRow;
  readonly taskList: TaskList;
  readonly task: TaskRow;
  readonly transaction: Transaction;
  readonly subscription: Subscription;
}

export type Kind = keyof Rows;
