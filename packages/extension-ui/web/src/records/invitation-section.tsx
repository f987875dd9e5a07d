import { Group, Text } from '@mantine/core';
import { answerInvitation, getInvitation, getRecord } from '@syncgrant/contracts';
import { IconCheck } from '@tabler/icons-react';
import { useApi, useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { rightTo, type Right } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import { Section } from './section.tsx';

const ANSWERS = ['accepted', 'tentative', 'declined'] as const;
/** How soon to look again whether the organiser was told. */
const WAITING_MS = 4000;

/**
 * Answers the invitation that a meeting is to its reader; nothing where it is none. The answer is written into the record, so
 * that one which is `barred` to the reader, for the reason given, is answered in the mailbox.
 */
export function InvitationSection({ id, barred }: { readonly id: string; readonly barred: string | null }) {
  const params = { module: 'Events', id } as const;
  const edit = rightTo(useSession(), 'Edit', 'Events');
  const right: Right =
    barred !== null && edit.kind === 'granted' ? { kind: 'refused', reason: barred } : edit;
  const { data } = useApi(
    getInvitation,
    { params },
    { pollMs: (read) => (read?.invitation?.waiting === true ? WAITING_MS : false) },
  );
  const give = useChange(answerInvitation, { refreshes: [getInvitation, getRecord] });
  const invitation = data?.invitation;
  if (invitation == null) return null;
  const given = give.isPending ? give.variables.body.answer : invitation.answer;
  return (
    <Section title={text.records.invitation.title}>
      <Group gap="sm" role="group" aria-label={text.records.invitation.title}>
        {ANSWERS.map((answer) => (
          <RightButton
            key={answer}
            right={right}
            size="sm"
            variant={answer === given ? 'filled' : 'default'}
            {...(answer === given && { leftSection: <IconCheck size={16} aria-hidden /> })}
            pressed={answer === given}
            onClick={() => {
              if (answer !== given && !give.isPending) give.mutate({ params, body: { answer } });
            }}
          >
            {text.records.invitation[answer === given ? 'answers' : 'give'][answer]}
          </RightButton>
        ))}
      </Group>
      <Text size="sm" c="dimmed" mt="sm" role="status">
        {text.records.invitation[noteOf(invitation, right)]}
      </Text>
    </Section>
  );
}

function noteOf(
  { answer, waiting }: { readonly answer: string | null; readonly waiting: boolean },
  { kind }: Right,
): 'waiting' | 'inMailbox' | 'told' | 'note' {
  if (waiting) return 'waiting';
  if (kind !== 'granted') return 'inMailbox';
  return answer === null ? 'note' : 'told';
}
