import { Button, Code, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { text } from '../text.ts';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly crash: { readonly error: unknown } | null;
}

/**
 * Stands in for a part of the page that broke, or whose script could not be loaded: nothing is lost, a reload is
 * the way on. A class because React offers no hook for this.
 */
export class CrashBoundary extends Component<Props, State> {
  override state: State = { crash: null };

  static getDerivedStateFromError(error: unknown): State {
    return { crash: { error } };
  }

  override render(): ReactNode {
    const { crash } = this.state;
    if (!crash) return this.props.children;
    return (
      <Container size={640} py={80}>
        <Stack align="flex-start" role="alert">
          <Title order={1}>{text.crash.title}</Title>
          <Text>{text.crash.lead}</Text>
          <Code block w="100%">
            {crash.error instanceof Error ? crash.error.message : String(crash.error)}
          </Code>
          <Button onClick={() => window.location.reload()}>{text.crash.action}</Button>
        </Stack>
      </Container>
    );
  }
}
