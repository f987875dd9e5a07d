import type { SyncModule } from '../permission/index.ts';
import type { LinkView } from './link.ts';
import type { Operation, PlannedOutcome } from './operation.ts';
import type { SyncChoices } from './setup.ts';

/** The part of a sync grant that planning needs; `decideSync` returns it. */
export interface FlowGrant {
  readonly createRecord: boolean;
  readonly editRecord: boolean;
  readonly deleteRecord: boolean;
  /** Records of other users are seen, and edited with `editRecord`. */
  readonly othersRecords: boolean;
  readonly hiddenFields: ReadonlySet<string>;
  readonly readOnlyFields: ReadonlySet<string>;
}

export interface PlanInput {
  readonly module: SyncModule;
  /** The links that changed since they were last planned, half links included. */
  readonly links: readonly LinkView[];
  readonly grant: FlowGrant;
  readonly choices: SyncChoices;
  /** The start of the calendar: records of meetings that were over before are not sent out. Left out, all are. */
  readonly calendarStart?: Date;
  /** How many full links the setup has: the whole that the brake's share refers to. */
  readonly linkCount: number;
  /** Deletions that were carried out lately without having been seen by the user; none when left out. */
  readonly alreadyDeleted?: number;
  /** The user said yes to this many deletions. */
  readonly confirmedDeletions: number;
  /** The user said yes to Microsoft's writing to this many people; to none when left out. */
  readonly confirmedMail?: number;
  /** People whom Microsoft was made to write to since the brake last began to count; nobody when left out. */
  readonly alreadyMailed?: number;
}

/** What waits for the user's yes; zero says that nothing of the kind does. */
export interface Brake {
  readonly deletions: number;
  readonly linkCount: number;
  /** People whom Microsoft would write to because of what is held for their number. */
  readonly peopleMailed: number;
}

export interface Plan {
  readonly operations: readonly Operation[];
  readonly outcomes: readonly PlannedOutcome[];
  /** Set when something in this plan was held for the user's confirmation. */
  readonly brake: Brake | null;
}

/** What a first sync would do; nobody was written to yet. */
export interface Preview {
  readonly createInCrm: number;
  readonly createInMicrosoft: number;
  readonly matched: number;
  readonly ambiguous: number;
  readonly held: number;
  /** Items at Microsoft that would be changed. */
  readonly updateInMicrosoft: number;
  readonly updateInCrm: number;
  /** People whom Microsoft would write to. */
  readonly peopleMailed: number;
}
