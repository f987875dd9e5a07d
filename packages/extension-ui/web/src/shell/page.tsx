import { Anchor, Breadcrumbs, Container, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { text } from '../text.ts';

/** The frame of every page: where one is, its heading, what can be done, and the content. */
export function Page({
  title,
  lead,
  trail = [],
  actions,
  width = 1200,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  /** The pages above this one, outermost first. */
  readonly trail?: readonly { readonly title: string; readonly to: string }[];
  readonly actions?: ReactNode;
  readonly width?: number;
  readonly children: ReactNode;
}) {
  useDocumentTitle(`${title} · ${text.product}`);
  return (
    <Container size={width} px={0} mx={0}>
      <Stack gap="lg">
        <Stack gap={4}>
          {trail.length > 0 && (
            <Breadcrumbs component="nav" aria-label={text.shell.trail} separatorMargin={6}>
              {trail.map((step) => (
                <Anchor key={step.to} component={Link} to={step.to} size="sm" lh={1.4} maw="100%" truncate>
                  {step.title}
                </Anchor>
              ))}
              <Text size="sm" lh={1.4} c="dimmed" aria-current="page" truncate>
                {title}
              </Text>
            </Breadcrumbs>
          )}
          <Group justify="space-between" align="center" gap="sm">
            <Title order={1} size="h2" style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {actions && <Group gap="xs">{actions}</Group>}
          </Group>
          {lead && (
            <Text c="dimmed" maw={720}>
              {lead}
            </Text>
          )}
        </Stack>
        {children}
      </Stack>
    </Container>
  );
}
