import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import type { ApiClientView } from '@syncgrant/contracts';
import { IconKey, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { text } from '../text.ts';
import { ExactMoment } from '../time/moment.tsx';
import { CopiedValue } from './copied-value.tsx';
import { scopeInWords } from './scopes.ts';

const words = text.programs.clients;

/** One registered program: what it may be allowed, where it is answered, how often it was allowed. */
export function ClientCard({
  client,
  onCode,
  onRevoke,
}: {
  readonly client: ApiClientView;
  readonly onCode: () => void;
  /** Left out for those who may not revoke it. */
  readonly onRevoke?: () => void;
}) {
  const heading = useId();
  return (
    <Card component="article" aria-labelledby={heading}>
      <Stack>
        <Group justify="space-between" align="flex-start" gap="sm">
          <Stack gap={2}>
            <Title order={2} size="h3" id={heading} style={{ overflowWrap: 'anywhere' }}>
              {client.name}
            </Title>
            <Text size="sm" c="dimmed">
              {words.created(client.createdBy.name)}, <ExactMoment at={client.createdAt} />
            </Text>
          </Stack>
          <Badge variant="light" tt="none" color={client.authorizations === 0 ? 'gray' : 'indigo'}>
            {words.allowed(client.authorizations)}
          </Badge>
        </Group>
        <CopiedValue label={words.clientId} value={client.clientId} />
        <Stack gap={4}>
          <Text size="sm" fw={500}>
            {words.scopes}
          </Text>
          <Group gap={6}>
            {client.scopes.map((scope) => (
              <Badge key={scope} variant="default" tt="none" fw={500} title={scope}>
                {scopeInWords(scope)}
              </Badge>
            ))}
          </Group>
        </Stack>
        <Stack gap={4}>
          <Text size="sm" fw={500}>
            {words.redirectUris}
          </Text>
          {client.redirectUris.length === 0 && (
            <Text size="sm" c="dimmed">
              {words.noRedirectUris}
            </Text>
          )}
          {client.redirectUris.map((address) => (
            <Text key={address} size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {address}
            </Text>
          ))}
        </Stack>
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            leftSection={<IconKey size={16} aria-hidden />}
            aria-label={words.codeOf(client.name)}
            onClick={onCode}
          >
            {words.code}
          </Button>
          {onRevoke && (
            <Button
              variant="default"
              c="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              aria-label={words.revokeOf(client.name)}
              onClick={onRevoke}
            >
              {words.revoke}
            </Button>
          )}
        </Group>
      </Stack>
    </Card>
  );
}
