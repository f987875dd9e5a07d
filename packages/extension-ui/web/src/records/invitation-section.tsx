import { Button, Group, Text } from '@mantine/core';
import { answerInvitation, getInvitation, getRecord } from '@syncgrant/contracts';
import { useApi, useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { rightTo } from './record-rights.ts';
import { RightButton } from './right-button.tsx';
import { Section } from './section.tsx';

const ANSWERS = ['accepted', 'tentative', 'declined'] as const;
/** How soon to look again whether the organiser was told. */
const WAITING_MS = 4000;

/** Answers the invitation that a meeting is to its reader; nothing where it is none. */
export function InvitationSection({ id }: { readonly id: string }) {
  const params = { module: 'Events', id } as const;
  const right = rightTo(useSession(), 'Edit', 'Events');
  const { data } = useApi(
    getInvitation,
    { params },
    { pollMs: (read) => (read?.invitation?.waiting === true ? WAITING_MS : false) },
  );
  const give = useChange(answerInvitation, { refreshes: [getInvitation, getRecord] });
  const invitation = data?.invitation;
  if (invitation == null) return null;
  return (
    <Section title={text.records.invitation.title}>
      <Group gap="sm" role="group" aria-label={text.records.invitation.title}>
        {ANSWERS.map((answer) =>
          invitation.answer === answer ? (
            <Button key={answer} size="sm" aria-pressed loading={give.isPending} onClick={() => undefined}>
              {text.records.invitation.answers[answer]}
            </Button>
          ) : (
            <RightButton
              key={answer}
              right={right}
              size="sm"
              variant="default"
              disabled={give.isPending}
              onClick={() => give.mutate({ params, body: { answer } })}
            >
              {text.records.invitation.give[answer]}
            </RightButton>
          ),
        )}
      </Group>
      <Text size="sm" c="dimmed" mt="sm" role="status">
        {invitation.waiting ? text.records.invitation.waiting : text.records.invitation.note}
      </Text>
    </Section>
  );
}
