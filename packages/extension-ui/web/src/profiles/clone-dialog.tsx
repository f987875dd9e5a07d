import { cloneProfile, listAudit, listProfiles, type ProfileSummary } from '@syncgrant/contracts';
import { useNavigate } from 'react-router';
import { useChange } from '../api/use-api.ts';
import { text } from '../text.ts';
import { ProfileDetailsDialog } from './profile-details-dialog.tsx';

/** Makes a custom profile from another one and leads to it. */
export function CloneDialog({
  profile,
  onClose,
}: {
  readonly profile: Pick<ProfileSummary, 'id' | 'name'> | null;
  readonly onClose: () => void;
}) {
  const navigate = useNavigate();
  const clone = useChange(cloneProfile, {
    refreshes: [listProfiles, listAudit],
    onSuccess: ({ profiles }) => {
      onClose();
      if (profiles[0]) void navigate(`/setup/profiles/${profiles[0].details.id}`);
    },
    // The dialog shows it.
    onError: () => undefined,
  });
  const close = (): void => {
    clone.reset();
    onClose();
  };

  return (
    <ProfileDetailsDialog
      opened={profile !== null}
      title={text.profiles.cloneTitle(profile?.name ?? '')}
      lead={text.profiles.cloneLead}
      action={text.profiles.clone}
      initial={{ name: profile ? text.profiles.cloneName(profile.name) : '', description: '' }}
      busy={clone.isPending}
      problem={clone.error?.message ?? null}
      onClose={close}
      onSubmit={({ name, description }) => {
        if (!profile) return;
        clone.mutate({
          params: { id: profile.id },
          body: { profiles: [{ name, ...(description !== '' && { description }) }] },
        });
      }}
    />
  );
}
