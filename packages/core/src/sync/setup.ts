import type { ContactMapping } from './mapping/contacts-mapping.ts';

/** What a user chose for one module's sync. */
export type SyncDirection = 'both' | 'to_microsoft' | 'to_crm';
export type ConflictPolicy = 'newest' | 'crm' | 'microsoft';

export interface SyncChoices {
  readonly direction: SyncDirection;
  readonly conflictPolicy: ConflictPolicy;
  /** What of a contact is joined with what; as proposed when not given. */
  readonly contactMapping?: ContactMapping;
  /** Whether the photos of contacts go along; they do not when not given. */
  readonly photos?: boolean | undefined;
}
