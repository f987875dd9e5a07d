import { ITEM_MAPPING, type Operation } from '@syncgrant/core';
import { MAILBOX_MODULES, type GraphRequest } from '@syncgrant/microsoft';
import type { Acting } from './acting.ts';

/** What a plan wants of the mailbox. */
export type ItemOperation = Extract<Operation, { kind: 'create_item' | 'update' | 'delete_item' }>;

/** A user's own answer to an invitation: nothing else is ever changed in an attendee's copy. */
export type AnswerOperation = Extract<Operation, { kind: 'update' }>;

export const isAnswer = (operation: Operation): operation is AnswerOperation =>
  operation.kind === 'update' && operation.traits.role === 'attendee' && 'answers' in operation.itemChanges;

export const concernsItem = (operation: Operation): operation is ItemOperation =>
  operation.kind === 'create_item' ||
  operation.kind === 'delete_item' ||
  (operation.kind === 'update' && Object.keys(operation.itemChanges).length > 0 && !isAnswer(operation));

/** The operation in Graph's words; null when the change has no counterpart in what Graph takes. */
export function requestOf(
  { run, planned }: Acting,
  operation: ItemOperation,
  content?: string,
): GraphRequest | null {
  const module = MAILBOX_MODULES[run.module];
  const mapping = ITEM_MAPPING[run.module];
  const { containerId } = run.configuration;
  const link = planned.links.get(operation.linkId);
  if (link === undefined) return null;
  switch (operation.kind) {
    case 'create_item': {
      const body = mapping.toItem(operation.values, null, { timeZone: run.timeZone, traits: null });
      return module.createItem(containerId, body, link.correlation_id);
    }
    case 'update': {
      const seen = link.seen?.state === 'present' ? link.seen.item : null;
      const context = {
        timeZone: run.timeZone,
        traits: operation.traits,
        ...(content !== undefined && { body: content }),
      };
      const body = mapping.toItem(operation.itemChanges, seen?.values ?? null, context);
      if (Object.keys(body).length === 0) return null;
      return module.updateItem(containerId, operation.itemId, body, seen?.etag ?? null);
    }
    case 'delete_item':
      return module.deleteItem(containerId, operation.itemId);
  }
}
