import type { Contact, Event, TodoTask } from '@microsoft/microsoft-graph-types';
import type { GraphContact, GraphEvent, GraphTodoTask } from '@syncgrant/core';
import { expectTypeOf, test } from 'vitest';

/** Members that the published types leave out although every answer has them. */
type Unpublished = '@odata.etag';

test('every member that is read is one that Graph publishes', () => {
  /* Documented and answered, and not in the published types. */
  expectTypeOf<
    Exclude<keyof GraphEvent, keyof Event | Unpublished | 'occurrenceId'>
  >().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof GraphContact, keyof Contact | Unpublished>>().toEqualTypeOf<never>();
  /* The common shape has a change key, which tasks never send. */
  expectTypeOf<
    Exclude<keyof GraphTodoTask, keyof TodoTask | Unpublished | 'changeKey'>
  >().toEqualTypeOf<never>();
});
