import { decide, type Decision, type DecisionContext, type RecordModule } from '@syncgrant/core';

/** The record's own name on every surface: never hidden, never written. */
const ALWAYS_READ = 'id';

export const mayRead = (context: DecisionContext, module: RecordModule, field: string): boolean =>
  field === ALWAYS_READ || decide(context, { kind: 'field', module, field, access: 'read' }).granted;

export const mayWrite = (context: DecisionContext, module: RecordModule, field: string): Decision =>
  decide(context, { kind: 'field', module, field, access: 'write' });
