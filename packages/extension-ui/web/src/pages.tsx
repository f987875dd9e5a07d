import { lazy } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { SignInPage } from './session/sign-in-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';

const Shell = lazy(async () => ({ default: (await import('./shell/shell.tsx')).Shell }));
const MarketplacePage = lazy(async () => ({
  default: (await import('./marketplace/marketplace-page.tsx')).MarketplacePage,
}));
const MicrosoftPage = lazy(async () => ({
  default: (await import('./marketplace/microsoft-page.tsx')).MicrosoftPage,
}));
const SetupPage = lazy(async () => ({ default: (await import('./marketplace/setup-page.tsx')).SetupPage }));
const RecordsPage = lazy(async () => ({ default: (await import('./records/records-page.tsx')).RecordsPage }));
const RecordPage = lazy(async () => ({ default: (await import('./records/record-page.tsx')).RecordPage }));
const ProfilesPage = lazy(async () => ({
  default: (await import('./profiles/profiles-page.tsx')).ProfilesPage,
}));
const ProfilePage = lazy(async () => ({
  default: (await import('./profiles/profile-page.tsx')).ProfilePage,
}));
const UsersPage = lazy(async () => ({ default: (await import('./users/users-page.tsx')).UsersPage }));
const OrganisationPage = lazy(async () => ({
  default: (await import('./organisation/organisation-page.tsx')).OrganisationPage,
}));
const AuditPage = lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage }));

/** Every page by its address. A page's script is loaded when it is first visited. */
export function Pages() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/" element={<Shell />}>
        <Route index element={<Navigate to="/marketplace" replace />} />
        <Route path="marketplace" element={<MarketplacePage />} />
        <Route path="marketplace/microsoft" element={<MicrosoftPage />} />
        <Route path="marketplace/microsoft/:module" element={<SetupPage />} />
        <Route path="records/:module" element={<RecordsPage />} />
        <Route path="records/:module/:id" element={<RecordPage />} />
        <Route path="setup/profiles" element={<ProfilesPage />} />
        <Route path="setup/profiles/:id" element={<ProfilePage />} />
        <Route path="setup/users" element={<UsersPage />} />
        <Route path="setup/organisation" element={<OrganisationPage />} />
        <Route path="setup/audit" element={<AuditPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}
