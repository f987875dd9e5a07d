import { Alert, Button, EmptyState, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconInbox, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { text } from '../text.ts';

/** Placeholders while something is read for the first time. */
export function LoadingState({
  rows = 3,
  height = 72,
}: {
  readonly rows?: number;
  readonly height?: number;
}) {
  return (
    <Stack role="status" aria-label={text.states.loading} gap="sm">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  );
}

/** Something could not be read: why, and a way to try again. */
export function FailureState({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertCircle aria-hidden />}
      title={text.states.failed}
      maw={640}
    >
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error.message}</Text>
        {onRetry && (
          <Button
            size="xs"
            color="red"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={onRetry}
          >
            {text.states.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

export function NothingState({
  title,
  description,
  icon = <IconInbox aria-hidden />,
  children,
}: {
  readonly title: string;
  readonly description?: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <EmptyState title={title} description={description ?? null} icon={icon} py="xl">
      {children && <Group justify="center">{children}</Group>}
    </EmptyState>
  );
}

interface Answer<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}

/** What was read, or why it is not there yet: the one place that tells loading, failure and content apart. */
export function Answered<Data>({
  query,
  loading = <LoadingState />,
  children,
}: {
  readonly query: Answer<Data>;
  readonly loading?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <FailureState error={query.error} onRetry={() => void query.refetch()} />;
  return loading;
}
