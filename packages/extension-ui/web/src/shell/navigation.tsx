import { NavLink, Text } from '@mantine/core';
import {
  createApiClient,
  listAudit,
  listProfiles,
  listRoles,
  listSyncs,
  listUserGroups,
  updateModule,
  updateOrganisation,
  updateUser,
  type Endpoint,
} from '@syncgrant/contracts';
import {
  IconApps,
  IconBuilding,
  IconForms,
  IconHeartRateMonitor,
  IconHierarchy2,
  IconHistory,
  IconPlugConnected,
  IconShieldCheck,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { NavLink as RouterLink, useLocation } from 'react-router';
import { mayCall, useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { ModuleLinks } from './module-links.tsx';

const MAIN = [{ to: '/marketplace', label: text.nav.marketplace, icon: IconApps }];

/** Whoever sees details of other users may look at them, without changing anything. */
const SEE_USERS = {
  access: { kind: 'permission', permission: 'Crm_Implied_View_Users_Information' },
} as const;

/** A setup page is shown to those who may call one of the things that it is for. */
const SETUP: readonly {
  readonly to: string;
  readonly label: string;
  readonly icon: typeof IconApps;
  readonly needs: readonly Pick<Endpoint, 'access'>[];
}[] = [
  { to: '/setup/profiles', label: text.nav.profiles, icon: IconShieldCheck, needs: [listProfiles] },
  { to: '/setup/users', label: text.nav.users, icon: IconUsers, needs: [updateUser, SEE_USERS] },
  { to: '/setup/roles', label: text.nav.roles, icon: IconHierarchy2, needs: [listRoles] },
  { to: '/setup/groups', label: text.nav.groups, icon: IconUsersGroup, needs: [listUserGroups] },
  { to: '/setup/modules', label: text.customization.title, icon: IconForms, needs: [updateModule] },
  {
    to: '/setup/organisation',
    label: text.nav.organisation,
    icon: IconBuilding,
    needs: [updateOrganisation],
  },
  { to: '/setup/api-clients', label: text.nav.apiClients, icon: IconPlugConnected, needs: [createApiClient] },
  { to: '/setup/sync-health', label: text.syncHealth.title, icon: IconHeartRateMonitor, needs: [listSyncs] },
  { to: '/setup/audit', label: text.nav.audit, icon: IconHistory, needs: [listAudit] },
];

export function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const session = useSession();
  const { pathname } = useLocation();
  const setup = SETUP.filter(({ needs }) => needs.some((endpoint) => mayCall(session, endpoint)));

  const link = ({ to, label, icon: Icon }: (typeof MAIN)[number]) => (
    <NavLink
      key={to}
      component={RouterLink}
      to={to}
      label={label}
      active={pathname === to || pathname.startsWith(`${to}/`)}
      leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
      onClick={onNavigate}
    />
  );

  return (
    <>
      {MAIN.map(link)}
      <ModuleLinks onNavigate={onNavigate} />
      {setup.length > 0 && (
        <>
          <Text size="xs" fw={600} c="dimmed" tt="uppercase" px="sm" pt="lg" pb={4}>
            {text.nav.setup}
          </Text>
          {setup.map(link)}
        </>
      )}
    </>
  );
}
