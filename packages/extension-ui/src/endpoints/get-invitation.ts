import { getInvitation } from '@syncgrant/contracts';
import { unknownId } from '../http/answer.ts';
import { defineRecordRoute } from '../records/record-route.ts';

export const getInvitationRoute = defineRecordRoute(getInvitation, async ({ params, records }) => {
  const record = await records.find(params.id);
  if (record === null) return unknownId({ resource_path_index: 3 });
  const invitation = await records.invitation(record);
  return { invitation: invitation && { answer: invitation.answer, waiting: invitation.waiting } };
});
