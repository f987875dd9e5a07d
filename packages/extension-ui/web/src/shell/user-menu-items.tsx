import { Menu, Text } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { signOut } from '@syncgrant/contracts';
import { IconLogout, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { ColourSchemeMenu } from './colour-scheme-menu.tsx';
import { UserButton } from './user-button.tsx';

/** The user's menu, opened as it comes: it was asked for. */
export function UserMenuItems() {
  const { user } = useSession();
  // Not from the beginning on: a menu gives the focus back only if it was closed before.
  const [opened, setOpened] = useState(true);
  const mounted = useMounted();
  const leave = useChange(signOut, {
    refreshes: [],
    // A new document: nothing that was read for this person stays in memory.
    onSuccess: () => window.location.assign('/sign-in'),
  });

  return (
    <Menu width={240} position="bottom-end" shadow="md" opened={mounted && opened} onChange={setOpened}>
      <Menu.Target>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- It stands in for the button that was just pressed. */}
        <UserButton autoFocus />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {user.fullName}
          </Text>
          <Text size="xs" truncate>
            {user.email}
          </Text>
          <Text size="xs" truncate>
            {text.shell.profile(user.profile.name)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <ColourSchemeMenu />
        <Menu.Divider />
        <Menu.Item component={Link} to="/programs" leftSection={<IconPlugConnected size={16} aria-hidden />}>
          {text.programs.own.title}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate({})}>
          {text.shell.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
