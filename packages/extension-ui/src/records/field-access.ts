import {
  decide,
  governingModule,
  type Decision,
  type DecisionContext,
  type RecordModule,
} from '@syncgrant/core';

/** The record's own name on every surface: never hidden, never written. */
const ALWAYS_READ = 'id';

export const decideRead = (context: DecisionContext, module: RecordModule, field: string): Decision =>
  decide(context, { kind: 'field', module: governingModule(module), field, access: 'read' });

export const mayRead = (context: DecisionContext, module: RecordModule, field: string): boolean =>
  field === ALWAYS_READ || decideRead(context, module, field).granted;

export const mayWrite = (context: DecisionContext, module: RecordModule, field: string): Decision =>
  decide(context, { kind: 'field', module: governingModule(module), field, access: 'write' });
