import { Avatar, Menu, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { signOut } from '@syncgrant/contracts';
import { IconLogout, IconPlugConnected } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { ColourSchemeMenu } from './colour-scheme-menu.tsx';

export function UserMenu() {
  const { user } = useSession();
  const leave = useChange(signOut, {
    refreshes: [],
    // A new document: nothing that was read for this person stays in memory.
    onSuccess: () => window.location.assign('/sign-in'),
  });

  return (
    <Menu width={240} position="bottom-end" shadow="md">
      <Menu.Target>
        <UnstyledButton style={{ borderRadius: '50%' }}>
          <VisuallyHidden>{text.shell.userMenu(user.fullName)}</VisuallyHidden>
          <Avatar name={user.fullName} color="initials" radius="xl" aria-hidden />
        </UnstyledButton>
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
