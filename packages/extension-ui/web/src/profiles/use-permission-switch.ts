import {
  getProfile,
  listAudit,
  listProfiles,
  MICROSOFT_EXTENSION,
  previewProfileUpdate,
  updateProfile,
  type ProfileDetail,
} from '@syncgrant/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCall } from '../api/call-context.ts';
import { queryKeyOf } from '../api/use-api.ts';
import type { WeighedChanges } from '../impact/use-weighed-changes.ts';
import { showFailure, showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { isInEffect } from './in-effect.ts';
import { changedBy, permissionTree, titleOf, withSwitched } from './permission-tree.ts';

const SYNC_PERMISSIONS: ReadonlySet<string> = new Set(MICROSOFT_EXTENSION.permissions);

interface Profiles {
  readonly profiles: ProfileDetail[];
}

export interface PermissionSwitches {
  readonly set: (permissionId: string, enabled: boolean) => void;
  /** Why the last switch of a permission was refused, by its id; gone with the next one that succeeds. */
  readonly refusals: ReadonlyMap<string, string>;
}

/**
 * Switches permissions one at a time; where somebody feels it, after it was agreed to. The page shows the switch as done
 * while it is saved; a refusal puts back exactly what this switch had changed, so that others under way stay as they are.
 */
export function usePermissionSwitches(
  { id: profileId, display_label: profileName }: Pick<ProfileDetail, 'id' | 'display_label'>,
  changes: WeighedChanges,
): PermissionSwitches {
  const call = useCall();
  const client = useQueryClient();
  const params = { id: profileId };
  const key = queryKeyOf(getProfile, { params });
  const [refusals, setRefusals] = useState<ReadonlyMap<string, string>>(new Map());

  const patch = (ids: readonly string[], enabled: boolean): void => {
    client.setQueryData<Profiles>(
      key,
      (answer) =>
        answer && {
          profiles: answer.profiles.map((profile) => ({
            ...profile,
            permissions_details: withSwitched(profile.permissions_details, ids, enabled),
          })),
        },
    );
  };

  const showRefusal = (id: string, error: Error): void => {
    setRefusals((known) => new Map(known).set(id, error.message));
    showFailure(error);
  };

  const mutation = useMutation({
    mutationKey: key,
    mutationFn: ({ id, enabled }: { readonly id: string; readonly enabled: boolean }) =>
      call(updateProfile, { params, body: bodyOf(id, enabled) }),
    onMutate: async ({ id, enabled }) => {
      await client.cancelQueries({ queryKey: key });
      const permissions = client.getQueryData<Profiles>(key)?.profiles[0]?.permissions_details ?? [];
      const changed = changedBy(permissionTree(permissions), id, enabled);
      patch(changed, enabled);
      const also = permissions.filter(
        (permission) => permission.id !== id && changed.includes(permission.id),
      );
      return { changed, also: also.map(titleOf), switched: permissions.find((entry) => entry.id === id) };
    },
    onSuccess: (_, { id, enabled }, { also, switched }) => {
      setRefusals((known) => new Map([...known].filter(([refused]) => refused !== id)));
      if (!switched) return;
      const syncs = SYNC_PERMISSIONS.has(switched.name);
      const title = syncs ? switched.display_label : titleOf(switched);
      showSuccess(text.profile.switched({ title, enabled, profile: profileName, syncs, also }));
    },
    onError: (error, { id, enabled }, context) => {
      if (context) patch(context.changed, !enabled);
      showRefusal(id, error);
    },
    onSettled: async () => {
      // While another switch is under way, an answer from the server would show it as not done.
      if (client.isMutating({ mutationKey: key }) > 1) return;
      await Promise.all(
        [key, [listProfiles.id], [listAudit.id]].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
  });

  const set = (id: string, enabled: boolean): void => {
    const make = (): void => mutation.mutate({ id, enabled });
    const permissions = client.getQueryData<Profiles>(key)?.profiles[0]?.permissions_details ?? [];
    const tree = permissionTree(permissions);
    const switched = changedBy(tree, id, enabled).flatMap((changed) => tree.byId.get(changed) ?? []);
    // What nothing asks for is felt by nobody.
    if (!switched.some(({ name }) => isInEffect(name))) return make();
    const [permission] = switched;
    changes.weigh({
      title: text.impact.switchTitle(permission ? titleOf(permission) : '', enabled, profileName),
      preview: () => call(previewProfileUpdate, { params, body: bodyOf(id, enabled) }),
      make,
      onRefused: (error) => showRefusal(id, error),
    });
  };

  return { set, refusals };
}

const bodyOf = (id: string, enabled: boolean) => ({
  profiles: [{ permissions_details: [{ id, enabled }] }],
});
