import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { nothing } from '../nothing.ts';
import { itemAnswersSchema } from './item-answer.ts';
import { oneRecord } from './record-shapes.ts';

/** Meetings to which the caller was invited in a mailbox that is synced. */

const answerSchema = z.enum(['accepted', 'tentative', 'declined']);

export const getInvitation = defineEndpoint({
  id: 'getInvitation',
  summary: 'What the caller answered to the invitation that a meeting is in the own mailbox',
  method: 'GET',
  path: '/crm/v8/:module/:id/invitation',
  access: { kind: 'record', action: 'view' },
  params: oneRecord,
  query: nothing,
  body: nothing,
  response: z.object({
    /** Null when there is none that could be answered. */
    invitation: z
      .object({
        answer: answerSchema.nullable(),
        /** The organiser was not told yet. */
        waiting: z.boolean(),
      })
      .nullable(),
  }),
});

export const answerInvitation = defineEndpoint({
  id: 'answerInvitation',
  summary: 'Answer the invitation; the organiser is told by the sync',
  method: 'POST',
  path: '/crm/v8/:module/:id/actions/answer',
  access: { kind: 'record', action: 'edit' },
  params: oneRecord,
  query: nothing,
  body: z.strictObject({ answer: answerSchema }),
  response: itemAnswersSchema,
});
