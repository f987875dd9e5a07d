import { Anchor, Card, Group, Progress, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Card as CardData } from '@syncgrant/contracts';
import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import { text } from '../text.ts';
import { CardButtons } from './card-buttons.tsx';
import { MODULE_ICON } from './module-look.ts';
import { SetupFacts } from './setup-facts.tsx';
import { ACTOR_ICON } from './state-look.ts';
import { StatusBadge } from './status-badge.tsx';

/** One module's sync: what state it is in, why, who can change that, and what the reader can do here. */
export function SetupCard({
  card,
  problem = null,
  onConfigure,
  link = true,
}: {
  readonly card: CardData;
  /** Shown above the status: the sign-in at Microsoft that just failed, if one did. */
  readonly problem?: ReactNode;
  readonly onConfigure: () => void;
  /** Leads to the setup's page; off where this is that page. */
  readonly link?: boolean;
}) {
  const heading = useId();
  const reason = useId();
  const { module, status, setup } = card;
  const Icon = MODULE_ICON[module];
  const enabled = setup !== null && setup.phase !== 'disabled';

  return (
    <Card component="article" aria-labelledby={heading}>
      <Stack gap="md" h="100%">
        <Group justify="space-between" gap="xs">
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon size={36} variant="light">
              <Icon size={20} aria-hidden />
            </ThemeIcon>
            <Title order={2} size="h3" id={heading}>
              {text.modules[module]}
            </Title>
          </Group>
          <StatusBadge state={status.state} />
        </Group>

        {problem}

        <Stack gap={6} style={{ flexGrow: 1 }}>
          {!enabled && <Text size="sm">{text.microsoft.what[module]}</Text>}
          <Text size="sm" id={reason} {...(!enabled && { c: 'dimmed' })}>
            {status.message}
          </Text>
          {status.state === 'paused' && status.who !== 'user' && (
            <Text size="sm">{text.microsoft.resumes}</Text>
          )}
          <ActorLine card={card} />
          {status.progress && (
            <ItemProgress progress={status.progress} label={text.setupStates[status.state]} />
          )}
          {enabled && <SetupFacts status={status} setup={setup} module={module} />}
        </Stack>

        <CardButtons card={card} reasonId={reason} onConfigure={onConfigure} />
        {link && enabled && (
          <Anchor component={Link} to={`/marketplace/microsoft/${module}`} size="sm">
            {text.microsoft.details(text.modules[module])}
          </Anchor>
        )}
      </Stack>
    </Card>
  );
}

/** Who has to act; silent where nobody has to, or where Enable is simply there to be clicked. */
function ActorLine({ card: { status } }: { readonly card: CardData }) {
  if (status.who === 'nobody' || status.state === 'active' || status.enable.active) return null;
  const Icon = ACTOR_ICON[status.who];
  return (
    <Group gap={6} wrap="nowrap" c="dimmed">
      <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm">{text.actors[status.who]}</Text>
    </Group>
  );
}

function ItemProgress({
  progress: { done, total },
  label,
}: {
  readonly progress: { done: number; total: number };
  readonly label: string;
}) {
  const percent = total > 0 ? Math.min(100, (done / total) * 100) : 0;
  return (
    <Stack gap={4} mt={4}>
      <Progress.Root size="md">
        <Progress.Section value={percent} animated aria-label={label} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {text.microsoft.progressOf(done, total)}
      </Text>
    </Stack>
  );
}
