import { Alert, Button, Center, Group, List, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { CONSENT_PARAMETERS, getConsent, giveConsent, type ConsentRequest } from '@syncgrant/contracts';
import { IconAlertCircle, IconCheck, IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import type { z } from 'zod';
import { scopeInWords } from '../api-clients/scopes.ts';
import { ApiError } from '../api/api-error.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { SessionGate } from '../session/session-gate.tsx';
import { useSession } from '../session/session-context.ts';
import { LoadingPage } from '../shell/loading-page.tsx';
import { FailureState } from '../shell/states.tsx';
import { text } from '../text.ts';

type Consent = z.output<typeof getConsent.response>;
type Asked = Extract<Consent, { kind: 'asked' }>;

const words = text.programs.consent;

/** Where a program sends a user to be allowed something. */
export function ConsentPage() {
  useDocumentTitle(`${words.title} · ${text.product}`);
  return (
    <SessionGate>
      <Consent />
    </SessionGate>
  );
}

function Consent() {
  const request = requestIn(useLocation().search);
  const consent = useApi(getConsent, { query: request });
  const elsewhere = consent.data?.kind === 'refused' ? consent.data.redirect : null;
  useEffect(() => {
    if (elsewhere !== null) window.location.replace(elsewhere);
  }, [elsewhere]);

  if (consent.error) {
    const refused = consent.error instanceof ApiError && consent.error.status === 400;
    return (
      <Sheet title={words.failed}>
        {refused ? (
          <>
            <Alert role="alert" color="red" w="100%" ta="left" icon={<IconAlertCircle aria-hidden />}>
              {consent.error.message}
            </Alert>
            <Text size="sm" c="dimmed">
              {words.failedNote}
            </Text>
          </>
        ) : (
          <FailureState error={consent.error} onRetry={() => void consent.refetch()} />
        )}
      </Sheet>
    );
  }
  return consent.data?.kind === 'asked' ? (
    <Question asked={consent.data} request={request} />
  ) : (
    <LoadingPage />
  );
}

function Question({ asked, request }: { readonly asked: Asked; readonly request: ConsentRequest }) {
  const { user } = useSession();
  const [allows, setAllows] = useState(false);
  const give = useChange(giveConsent, {
    refreshes: [],
    onSuccess: ({ redirect }) => window.location.replace(redirect),
  });
  // The browser is on its way: nothing is to be answered twice.
  const busy = give.isPending || give.isSuccess;
  const answer = (allow: boolean): void => {
    setAllows(allow);
    give.mutate({ body: { request, allow } });
  };

  return (
    <Sheet title={words.asks(asked.program)}>
      <Text size="sm" c="dimmed">
        {words.as(user.fullName, user.email)}
      </Text>
      <Stack gap="xs" w="100%" ta="left">
        <Text size="sm" fw={500}>
          {words.would}
        </Text>
        <List
          spacing={6}
          size="sm"
          icon={<IconCheck size={16} aria-hidden style={{ display: 'block' }} />}
          aria-label={words.would}
        >
          {asked.scopes.map((scope) => (
            <List.Item key={scope} title={scope}>
              {scopeInWords(scope)}
            </List.Item>
          ))}
        </List>
      </Stack>
      <Stack gap={6} w="100%" ta="left">
        <Text size="sm">{words.nothingMore}</Text>
        <Text size="sm">{asked.offline ? words.offline : words.online}</Text>
      </Stack>
      {asked.barred !== null && (
        <Alert
          role="alert"
          color="yellow"
          w="100%"
          ta="left"
          icon={<IconAlertCircle aria-hidden />}
          title={words.barred}
        >
          {asked.barred}
        </Alert>
      )}
      <Group grow w="100%">
        <Button
          variant="default"
          disabled={busy && allows}
          loading={busy && !allows}
          onClick={() => answer(false)}
        >
          {asked.barred === null ? words.deny : words.back}
        </Button>
        {asked.barred === null && (
          <Button disabled={busy && !allows} loading={busy && allows} onClick={() => answer(true)}>
            {words.allow}
          </Button>
        )}
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {words.goesTo(new URL(asked.redirectUri).host)}
      </Text>
    </Sheet>
  );
}

function Sheet({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder shadow="sm" radius="lg" p={{ base: 'lg', xs: 40 }} w="100%" maw={480}>
        <Stack gap="lg" align="center" ta="center">
          <ThemeIcon size={56} radius="lg">
            <IconPlugConnected size={32} aria-hidden />
          </ThemeIcon>
          <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </Center>
  );
}

/** What the program asked, without what is of no consequence. */
function requestIn(search: string): ConsentRequest {
  const given = new URLSearchParams(search);
  return Object.fromEntries(
    CONSENT_PARAMETERS.flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}
