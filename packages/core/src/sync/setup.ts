/** What a user chose for one module's sync. */
export type SyncDirection = 'both' | 'to_microsoft' | 'to_crm';
export type ConflictPolicy = 'newest' | 'crm' | 'microsoft';

export interface SyncChoices {
  readonly direction: SyncDirection;
  readonly conflictPolicy: ConflictPolicy;
}
