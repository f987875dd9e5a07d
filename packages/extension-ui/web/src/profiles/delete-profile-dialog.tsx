import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core';
import {
  deleteProfile,
  listAudit,
  listProfiles,
  listUsers,
  previewProfileDeletion,
  type ProfileSummary,
} from '@syncgrant/contracts';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { ImpactSummary } from '../impact/impact-summary.tsx';
import { useImpact } from '../impact/use-impact.ts';
import { showSuccess } from '../shell/notify.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';

/** Deletes a custom profile, having shown what its users get in its place. */
export function DeleteProfileDialog({
  profile,
  onDeleted,
  onClose,
}: {
  readonly profile: Pick<ProfileSummary, 'id' | 'display_label'> | null;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={profile !== null}
      onClose={onClose}
      title={text.profiles.deleteTitle(profile?.display_label ?? '')}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {profile && <DeletionForm profile={profile} onDeleted={onDeleted} onClose={onClose} />}
    </Modal>
  );
}

function DeletionForm({
  profile,
  onDeleted,
  onClose,
}: {
  readonly profile: Pick<ProfileSummary, 'id' | 'display_label'>;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}) {
  const profiles = useApi(listProfiles, {});
  const others = profiles.data?.profiles.filter(({ id }) => id !== profile.id) ?? [];
  const [chosen, setChosen] = useState('');
  const input = { params: { id: profile.id }, body: { ...(chosen !== '' && { transfer_to: chosen }) } };
  const impact = useImpact(previewProfileDeletion, input, { enabled: chosen !== '' });
  const remove = useChange(deleteProfile, {
    refreshes: [listProfiles, listUsers, listAudit],
    onSuccess: () => {
      showSuccess(text.profiles.deleted(profile.display_label));
      onDeleted();
    },
  });

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate({ params: { id: profile.id }, query: { transfer_to: chosen } });
      }}
    >
      <Stack>
        <Text size="sm">{text.profiles.deleteLead}</Text>
        <NativeSelect
          label={text.profiles.transferTo}
          description={text.profiles.transferNote}
          data={[
            { value: '', label: text.profiles.choose, disabled: true },
            ...others.map(({ id, display_label }) => ({ value: id, label: display_label })),
          ]}
          value={chosen}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          withAsterisk
        />
        {chosen !== '' && (
          <Answered query={impact} loading={<LoadingState rows={1} height={80} />}>
            {(answer) => <ImpactSummary impact={answer} />}
          </Answered>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {text.cancel}
          </Button>
          <Button type="submit" color="red" disabled={!impact.data} loading={remove.isPending}>
            {text.profiles.delete}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
