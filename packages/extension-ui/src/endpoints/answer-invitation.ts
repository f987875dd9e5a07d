import { answerInvitation } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { defineRecordRoute } from '../records/record-route.ts';
import { refusedAlone } from '../records/wrong-record.ts';

export const answerInvitationRoute = defineRecordRoute(answerInvitation, ({ params, body, records, now }) =>
  records.write(async (writing) => {
    const record = (await writing.reach([params.id], 'edit')).get(params.id);
    if (record === undefined)
      return refusedAlone(await writing.unreached(params.id, 'edit', { resource_path_index: 3 }));
    const written = await writing.answer(record, body.answer, now);
    if (written === null) return NOT_INVITED;
    return written.ok ? { data: [writing.done(written, 'invitation answered')] } : refusedAlone(written);
  }),
);

const NOT_INVITED = new Refusal(
  409,
  'NOT_POSSIBLE_NOW',
  'There is no invitation to this meeting in a mailbox of yours that is synced.',
);
