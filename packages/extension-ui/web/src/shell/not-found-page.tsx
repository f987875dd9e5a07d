import { Button } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { text } from '../text.ts';
import { Page } from './page.tsx';
import { NothingState } from './states.tsx';

export function NotFoundPage() {
  return (
    <Page title={text.notFound.title}>
      <NothingState
        title={text.notFound.lead}
        description={text.notFound.description}
        icon={<IconMapQuestion aria-hidden />}
      >
        <Button component={Link} to="/marketplace">
          {text.notFound.action}
        </Button>
      </NothingState>
    </Page>
  );
}
