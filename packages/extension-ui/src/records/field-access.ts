import {
  decideField,
  type Decision,
  type DecisionContext,
  type RecordModule,
  type Via,
} from '@syncgrant/core';
import { governing, viaIn } from './module-access.ts';

/** The record's own name on every surface: never hidden, never written. */
const ALWAYS_READ = 'id';

/** `via` as in `decide`: left out for the CRM's own pages and for programs. */
export const decideRead = (
  context: DecisionContext,
  module: RecordModule,
  field: string,
  via?: Via,
): Decision => decideField(context, governing(module), field, 'read', viaIn(module, via));

export const mayRead = (context: DecisionContext, module: RecordModule, field: string, via?: Via): boolean =>
  field === ALWAYS_READ || decideRead(context, module, field, via).granted;

export const mayWrite = (
  context: DecisionContext,
  module: RecordModule,
  field: string,
  via?: Via,
): Decision => decideField(context, governing(module), field, 'write', via);
