import {
  Anchor,
  AppShell,
  Burger,
  Group,
  Loader,
  Pill,
  Text,
  ThemeIcon,
  UnstyledButton,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRefresh } from '@tabler/icons-react';
import { Suspense, useEffect } from 'react';
import { Link, NavigationType, Outlet, useLocation, useNavigationType } from 'react-router';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { SessionGate } from '../session/session-gate.tsx';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { Navigation } from './navigation.tsx';
import classes from './shell.module.css';
import { LoadingState } from './states.tsx';
import { UserMenu } from './user-menu.tsx';

/** Everything around a page for a person who is signed in. */
export function Shell() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  );
}

function Frame() {
  const { organisation } = useSession();
  const { connected } = useLiveUpdates();
  const [opened, menu] = useDisclosure(false);
  const { pathname } = useLocation();

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <AppShell.Header px="md">
        <Anchor href="#content" className={classes['skip']}>
          {text.shell.skip}
        </Anchor>
        <Group h="100%" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={opened}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={text.shell.menu}
            />
            <UnstyledButton component={Link} to="/marketplace">
              <Group gap="xs" wrap="nowrap">
                <ThemeIcon radius="md" size={30}>
                  <IconRefresh size={18} aria-hidden />
                </ThemeIcon>
                <Text fw={700} size="lg">
                  {text.product}
                </Text>
              </Group>
            </UnstyledButton>
            <Text c="dimmed" truncate visibleFrom="xs">
              {organisation.name}
            </Text>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <div role="status">
              {!connected && (
                <Pill bg="yellow.2" c="dark.7">
                  <Group gap={6} wrap="nowrap">
                    <Loader size={10} color="dark.7" aria-hidden />
                    {text.shell.offline}
                  </Group>
                </Pill>
              )}
            </div>
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={text.shell.navigation}>
        <AppShell.Section grow style={{ overflowY: 'auto' }}>
          <Navigation onNavigate={menu.close} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes['main']}>
        <CrashBoundary key={pathname}>
          <StartAtTop />
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </CrashBoundary>
      </AppShell.Main>
    </AppShell>
  );
}

/** A page that is visited starts at its top; one that is gone back to is left to the browser, which knows where. */
function StartAtTop() {
  const back = useNavigationType() === NavigationType.Pop;
  useEffect(() => {
    if (!back) window.scrollTo(0, 0);
  }, [back]);
  return null;
}
