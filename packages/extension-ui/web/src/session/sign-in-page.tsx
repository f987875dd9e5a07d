import { Alert, Button, Center, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertCircle, IconBrandWindowsFilled, IconRefresh } from '@tabler/icons-react';
import { useSearchParams } from 'react-router';
import { text } from '../text.ts';
import { signInProblem } from './sign-in-problem.ts';

export function SignInPage() {
  const [query] = useSearchParams();
  const problem = signInProblem(query);
  useDocumentTitle(`${text.signIn.title} · ${text.product}`);

  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder shadow="sm" radius="lg" p={{ base: 'lg', xs: 40 }} w="100%" maw={420}>
        <Stack gap="lg" align="center" ta="center">
          <ThemeIcon size={56} radius="lg">
            <IconRefresh size={32} aria-hidden />
          </ThemeIcon>
          <Stack gap={6}>
            <Title order={1} size="h2">
              {text.product}
            </Title>
            <Text c="dimmed">{text.signIn.lead}</Text>
          </Stack>
          {problem && (
            <Alert
              role="alert"
              color="red"
              w="100%"
              ta="left"
              icon={<IconAlertCircle aria-hidden />}
              title={text.signIn.failed}
            >
              {problem}
            </Alert>
          )}
          <Button
            component="a"
            href="/auth/sign-in"
            size="md"
            fullWidth
            leftSection={<IconBrandWindowsFilled size={18} aria-hidden />}
          >
            {text.signIn.action}
          </Button>
          <Text size="sm" c="dimmed">
            {text.signIn.note}
          </Text>
        </Stack>
      </Paper>
    </Center>
  );
}
