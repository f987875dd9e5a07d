import { matchPath, Route, Routes } from 'react-router';
import { pageScript } from './page-script.tsx';
import { SignInPage } from './session/sign-in-page.tsx';
import { Landing } from './session/way-back.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

const HOME = '/marketplace';
const SIGN_IN = '/sign-in';

const SHELL = pageScript(async () => (await import('./shell/shell.tsx')).Shell);

/** Outside the frame: a program leads here, and from here back to it. */
const CONSENT = {
  path: '/oauth/v2/auth',
  script: pageScript(async () => (await import('./consent/consent-page.tsx')).ConsentPage),
};

const PAGES = [
  {
    path: HOME,
    script: pageScript(async () => (await import('./marketplace/marketplace-page.tsx')).MarketplacePage),
  },
  {
    path: '/marketplace/microsoft',
    script: pageScript(async () => (await import('./marketplace/microsoft-page.tsx')).MicrosoftPage),
  },
  {
    path: '/marketplace/microsoft/:module',
    script: pageScript(async () => (await import('./marketplace/setup-page.tsx')).SetupPage),
  },
  {
    path: '/records/:module',
    script: pageScript(async () => (await import('./records/records-page.tsx')).RecordsPage),
  },
  {
    path: '/records/:module/sheet',
    script: pageScript(async () => (await import('./sheet/sheet-page.tsx')).SheetPage),
  },
  {
    path: '/records/:module/:id',
    script: pageScript(async () => (await import('./records/record-page.tsx')).RecordPage),
  },
  {
    path: '/programs',
    script: pageScript(async () => (await import('./consent/own-programs-page.tsx')).OwnProgramsPage),
  },
  {
    path: '/setup/profiles',
    script: pageScript(async () => (await import('./profiles/profiles-page.tsx')).ProfilesPage),
  },
  {
    path: '/setup/profiles/:id',
    script: pageScript(async () => (await import('./profiles/profile-page.tsx')).ProfilePage),
  },
  {
    path: '/setup/users',
    script: pageScript(async () => (await import('./users/users-page.tsx')).UsersPage),
  },
  {
    path: '/setup/roles',
    script: pageScript(async () => (await import('./roles/roles-page.tsx')).RolesPage),
  },
  {
    path: '/setup/groups',
    script: pageScript(async () => (await import('./groups/groups-page.tsx')).GroupsPage),
  },
  {
    path: '/setup/modules',
    script: pageScript(async () => (await import('./customization/modules-page.tsx')).ModulesPage),
  },
  {
    path: '/setup/modules/:module',
    script: pageScript(async () => (await import('./customization/module-fields-page.tsx')).ModuleFieldsPage),
  },
  {
    path: '/setup/organisation',
    script: pageScript(async () => (await import('./organisation/organisation-page.tsx')).OrganisationPage),
  },
  {
    path: '/setup/api-clients',
    script: pageScript(async () => (await import('./api-clients/api-clients-page.tsx')).ApiClientsPage),
  },
  {
    path: '/setup/sync-health',
    script: pageScript(async () => (await import('./sync-health/sync-health-page.tsx')).SyncHealthPage),
  },
  {
    path: '/setup/sync-health/:id',
    script: pageScript(async () => (await import('./sync-health/user-syncs-page.tsx')).UserSyncsPage),
  },
  {
    path: '/setup/audit',
    script: pageScript(async () => (await import('./audit/audit-page.tsx')).AuditPage),
  },
];

/** Whether the address is for people who are signed in, so that who they are will be asked. */
export const needsSession = (pathname: string): boolean => matchPath(SIGN_IN, pathname) === null;

/** Loads the scripts that an address needs, all at once. */
export async function preloadPage(pathname: string): Promise<void> {
  if (!needsSession(pathname)) return;
  if (matchPath(CONSENT.path, pathname) !== null) return CONSENT.script.preload();
  const address = pathname === '/' ? HOME : pathname;
  const page = PAGES.find(({ path }) => matchPath(path, address) !== null);
  await Promise.all([SHELL.preload(), page?.script.preload()]);
}

/** Every page by its address. */
export function Pages() {
  return (
    <Routes>
      <Route path={SIGN_IN} element={<SignInPage />} />
      <Route path={CONSENT.path} element={<CONSENT.script.Component />} />
      <Route path="/" element={<SHELL.Component />}>
        <Route index element={<Landing home={HOME} />} />
        {PAGES.map(({ path, script: { Component } }) => (
          <Route key={path} path={path} element={<Component />} />
        ))}
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
