import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getProfile, listAudit, listProfiles, updateProfile, type ProfileDetail } from '@syncgrant/contracts';
import { IconCopy, IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useApi, useChange } from '../api/use-api.ts';
import { ImpactDialog } from '../impact/impact-dialog.tsx';
import { useWeighedChanges } from '../impact/use-weighed-changes.ts';
import { useSession } from '../session/session-context.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { CatalogueSection } from './catalogue-section.tsx';
import { CloneDialog } from './clone-dialog.tsx';
import { DeleteProfileDialog } from './delete-profile-dialog.tsx';
import { FieldSection } from './field-section.tsx';
import { MicrosoftSection } from './microsoft-section.tsx';
import { ModuleSection } from './module-section.tsx';
import { permissionTree } from './permission-tree.ts';
import { ProfileDetailsDialog } from './profile-details-dialog.tsx';
import { lockOf } from './profile-lock.ts';
import { usePermissionSwitches } from './use-permission-switch.ts';

const TRAIL = [{ title: text.profiles.title, to: '/setup/profiles' }];

export function ProfilePage() {
  const id = useParams()['id'] ?? '';
  const profile = useApi(getProfile, { params: { id } });
  const found = profile.data?.profiles[0];

  return found ? (
    <ProfileOf key={id} profile={found} />
  ) : (
    <Page title={text.profile.title} trail={TRAIL}>
      <Answered query={profile} loading={<LoadingState rows={3} height={180} />}>
        {() => null}
      </Answered>
    </Page>
  );
}

function ProfileOf({ profile }: { readonly profile: ProfileDetail }) {
  const lock = lockOf(profile, useSession());
  const navigate = useNavigate();
  const changes = useWeighedChanges();
  const switches = usePermissionSwitches(profile, changes);
  const tree = useMemo(() => permissionTree(profile.permissions_details), [profile.permissions_details]);
  const board = { ...switches, tree, locked: lock !== null };
  const [deleted, setDeleted] = useState<ProfileDetail | null>(null);
  const [cloned, setCloned] = useState<ProfileDetail | null>(null);
  const [renames, renameDialog] = useDisclosure(false);
  const rename = useChange(updateProfile, {
    refreshes: [getProfile, listProfiles, listAudit],
    onSuccess: renameDialog.close,
    // The dialog shows it.
    onError: () => undefined,
  });

  return (
    <Page
      title={profile.display_label}
      trail={TRAIL}
      lead={profile.description}
      actions={
        <>
          {lock === null && (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => {
                rename.reset();
                renameDialog.open();
              }}
            >
              {text.profile.rename}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => setCloned(profile)}
          >
            {text.profiles.clone}
          </Button>
          {lock === null && (
            <Button
              variant="default"
              c="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setDeleted(profile)}
            >
              {text.profiles.delete}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="lg">
        <Group gap="xs">
          <Badge variant="light" tt="none" color={profile.custom ? 'indigo' : 'gray'}>
            {profile.custom ? text.profiles.custom : text.profiles.system}
          </Badge>
          <Text size="sm" c="dimmed">
            {text.profile.usersCount(profile.users_count)}
          </Text>
        </Group>
        {lock && (
          <Alert icon={<IconLock aria-hidden />} color="gray" title={text.profile.locks[lock].title}>
            {text.profile.locks[lock].note}
          </Alert>
        )}
        <MicrosoftSection profileId={profile.id} permissions={profile.permissions_details} board={board} />
        <ModuleSection permissions={profile.permissions_details} board={board} />
        <CatalogueSection sections={profile.sections} board={board} />
        <FieldSection profile={profile} locked={board.locked} changes={changes} />
      </Stack>
      <ImpactDialog changes={changes} />
      <DeleteProfileDialog
        profile={deleted}
        onDeleted={() => void navigate('/setup/profiles')}
        onClose={() => setDeleted(null)}
      />
      <CloneDialog profile={cloned} onClose={() => setCloned(null)} />
      <ProfileDetailsDialog
        opened={renames}
        title={text.profile.rename}
        action={text.save}
        initial={{ name: profile.name, description: profile.description ?? '' }}
        busy={rename.isPending}
        problem={rename.error?.message ?? null}
        onClose={renameDialog.close}
        onSubmit={(details) => rename.mutate({ params: { id: profile.id }, body: { profiles: [details] } })}
      />
    </Page>
  );
}
