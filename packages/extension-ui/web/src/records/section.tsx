import { Card, Group, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

/** A part of a record's page under a heading. */
export function Section({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <Card component="section" aria-labelledby={heading}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h3" id={heading}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Card>
  );
}
