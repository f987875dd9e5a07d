import { z } from 'zod';

/**
 * Where the documentation of Microsoft leaves it open, or observers disagree: which way the emulator goes. The defaults
 * are the likelier ways; `docs/emulator-parity.md` says what each rests on.
 */
export const behaviourSchema = z.strictObject({
  /** `calendarView/delta` also sends the series master of occurrences in the window. */
  calendarViewDeltaMasters: z.boolean().default(false),
  /** Occurrences in `calendarView/delta` carry only type, ids, start and end. */
  occurrenceStubs: z.boolean().default(true),
  /** `events/delta` carries only type, ids, start and end. */
  eventsDeltaStubs: z.boolean().default(false),
  /** `events/delta` is not offered: every request of it is refused with this status, whatever token it has. */
  eventsDeltaRefusal: z.literal([400, 404, 501]).nullable().default(null),
  /** All-day events read in another zone than their own are converted like any instant; otherwise they stay midnight. */
  allDayReadShift: z.boolean().default(false),
  /** Every other page of a delta round is empty and has a next link. */
  emptyDeltaPages: z.boolean().default(false),
  /** Every page of a delta round ends with its first row once more. */
  repeatedDeltaRows: z.boolean().default(false),
  /** A first round also names what was removed before it began. */
  removedInFirstRound: z.boolean().default(false),
  /** Deltas show a change only when it is this old. */
  replicationDelayMs: z.int().min(0).default(0),
  /** Exchange works on an event or contact after its creation: the change key that the POST answered is stale at once. */
  changeKeyDrift: z.boolean().default(true),
  /** A `transactionId` seen before answers the event it made, is refused with 409, or makes another event. */
  repeatedTransaction: z.enum(['same', 'refused', 'another']).default('same'),
  /** The status of `ErrorIrresolvableConflict`. */
  conflictStatus: z.literal([412, 409]).default(412),
  /** `If-Match` counts for contacts as it does for events. */
  contactsIfMatch: z.boolean().default(true),
  /** More e-mail addresses or telephone numbers than a contact has room for: refused with 400, or left out silently. */
  surplusSlots: z.enum(['refused', 'dropped']).default('refused'),
  /** An answer that the organiser did not ask for is refused even if it is not to be sent. */
  refusesUnrequestedAnswers: z.boolean().default(false),
  /** A declined meeting stays in the calendar, as Outlook's setting of that name has it. */
  keepsDeclined: z.boolean().default(false),
  /** What comes back from the recycle bin has its id of before, or a new one. */
  restoredId: z.enum(['same', 'new']).default('same'),
  /** A task that is moved to another list has its id of before, or a new one. */
  movedTaskId: z.enum(['same', 'new']).default('new'),
  /** A contact's photo is read as it was put, or as Exchange has made another file of it. */
  contactPhoto: z.enum(['kept', 'reencoded']).default('kept'),
  /** An event or contact that is moved to another calendar or folder has its id of before, or a new one. */
  movedItemId: z.enum(['same', 'new']).default('same'),
  /** Revoked sessions end access tokens at once, with a claims challenge; otherwise these live to their end. */
  continuousAccess: z.boolean().default(false),
  /** A daily task with a due date in another zone than UTC falls due one interval after its range begins. */
  dailyTaskLandsLater: z.boolean().default(true),
  /** When a recurring task is completed, its id stays with what was done, or goes on with the next one. */
  completedTaskKeepsId: z.boolean().default(true),
  /** Requests of a batch get ids that change with a move, though their `Prefer` asks for immutable ones. */
  batchIgnoresIdType: z.boolean().default(false),
  /** Requests of an unordered batch that Graph works on at a time. */
  batchParallel: z.int().min(1).max(20).default(4),
  /** Requests of one application that a mailbox takes at a time. */
  mailboxConcurrency: z.int().min(1).default(4),
  /** Requests of one application that a mailbox takes in ten minutes. */
  mailboxRequests: z.int().min(1).default(10_000),
});

export type Behaviour = Readonly<z.output<typeof behaviourSchema>>;

export const DEFAULT_BEHAVIOUR: Behaviour = behaviourSchema.parse({});

/** The ways to go now: they can be changed while the emulator runs. */
export class BehaviourSwitches {
  readonly #initial: Behaviour;
  #current: Behaviour;

  constructor(initial: Partial<Behaviour> = {}) {
    this.#initial = behaviourSchema.parse(initial);
    this.#current = this.#initial;
  }

  get current(): Behaviour {
    return this.#current;
  }

  /** Changes some of them. Throws a ZodError for a switch or a value that is not known. */
  set(changes: Readonly<Record<string, unknown>>): void {
    this.#current = behaviourSchema.parse({ ...this.#current, ...changes });
  }

  reset(): void {
    this.#current = this.#initial;
  }
}
