/**
 * What is read of Graph's events, contacts and To Do tasks: structure only, every member optional, since deltas
 * may leave out what they like.
 */

export interface GraphDateTime {
  /** Wall time without offset, seven fraction digits on reads. */
  readonly dateTime?: string | null;
  /** Windows or IANA name. */
  readonly timeZone?: string | null;
}

export interface GraphBody {
  readonly contentType?: string | null;
  readonly content?: string | null;
}

export interface GraphRecurrencePattern {
  readonly type?: string | null;
  readonly interval?: number | null;
  readonly daysOfWeek?: readonly string[] | null;
  readonly dayOfMonth?: number | null;
  readonly month?: number | null;
  readonly index?: string | null;
  readonly firstDayOfWeek?: string | null;
}

export interface GraphRecurrenceRange {
  readonly type?: string | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly numberOfOccurrences?: number | null;
  readonly recurrenceTimeZone?: string | null;
}

export interface GraphRecurrence {
  readonly pattern?: GraphRecurrencePattern | null;
  readonly range?: GraphRecurrenceRange | null;
}

export interface GraphAttendee {
  readonly type?: string | null;
  readonly emailAddress?: { readonly name?: string | null; readonly address?: string | null } | null;
  readonly status?: GraphResponse | null;
}

/** What somebody answered to an invitation. */
export interface GraphResponse {
  readonly response?: string | null;
}

export interface GraphAddress {
  readonly street?: string | null;
  readonly city?: string | null;
  readonly state?: string | null;
  readonly countryOrRegion?: string | null;
  readonly postalCode?: string | null;
}

interface GraphEntity {
  readonly id?: string;
  readonly '@odata.etag'?: string | null;
  readonly changeKey?: string | null;
  readonly lastModifiedDateTime?: string | null;
}

export interface GraphEvent extends GraphEntity {
  readonly subject?: string | null;
  readonly body?: GraphBody | null;
  readonly start?: GraphDateTime | null;
  readonly end?: GraphDateTime | null;
  readonly originalStartTimeZone?: string | null;
  readonly originalEndTimeZone?: string | null;
  readonly isAllDay?: boolean | null;
  readonly isCancelled?: boolean | null;
  /** False where the organiser wants no answers. */
  readonly responseRequested?: boolean | null;
  readonly isOrganizer?: boolean | null;
  readonly isReminderOn?: boolean | null;
  readonly reminderMinutesBeforeStart?: number | null;
  readonly sensitivity?: string | null;
  readonly location?: { readonly displayName?: string | null } | null;
  readonly attendees?: readonly GraphAttendee[] | null;
  /** The mailbox's own answer, of an attendee's copy. */
  readonly responseStatus?: GraphResponse | null;
  readonly type?: string | null;
  readonly iCalUId?: string | null;
  readonly recurrence?: GraphRecurrence | null;
  /** Of an occurrence or an exception: the item id of its series. */
  readonly seriesMasterId?: string | null;
  /** Of an occurrence or an exception: the instant it would have had. */
  readonly originalStart?: string | null;
  /** 'OID.{series' item id}.{date}'. */
  readonly occurrenceId?: string | null;
  /** Of a series that was read by its id: `occurrenceId`s of those that are no more. */
  readonly cancelledOccurrences?: readonly string[] | null;
  readonly exceptionOccurrences?:
    | readonly { readonly occurrenceId?: string | null; readonly originalStart?: string | null }[]
    | null;
}

export interface GraphContact extends GraphEntity {
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly middleName?: string | null;
  readonly nickName?: string | null;
  readonly displayName?: string | null;
  readonly companyName?: string | null;
  readonly officeLocation?: string | null;
  readonly profession?: string | null;
  readonly manager?: string | null;
  readonly spouseName?: string | null;
  readonly emailAddresses?:
    | readonly { readonly name?: string | null; readonly address?: string | null }[]
    | null;
  readonly businessPhones?: readonly string[] | null;
  readonly homePhones?: readonly string[] | null;
  readonly mobilePhone?: string | null;
  readonly jobTitle?: string | null;
  readonly department?: string | null;
  readonly assistantName?: string | null;
  readonly birthday?: string | null;
  readonly businessAddress?: GraphAddress | null;
  readonly otherAddress?: GraphAddress | null;
  readonly homeAddress?: GraphAddress | null;
  readonly personalNotes?: string | null;
}

export interface GraphTodoTask extends GraphEntity {
  readonly title?: string | null;
  readonly body?: GraphBody | null;
  readonly status?: string | null;
  readonly importance?: string | null;
  readonly dueDateTime?: GraphDateTime | null;
  readonly completedDateTime?: GraphDateTime | null;
  readonly reminderDateTime?: GraphDateTime | null;
  readonly isReminderOn?: boolean | null;
  readonly recurrence?: GraphRecurrence | null;
}

/** Any item of the three kinds, as it comes out of a page of a delta. */
export type GraphItem = GraphEvent & GraphContact & GraphTodoTask;
