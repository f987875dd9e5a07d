import { Button, Checkbox, Group, Radio, Select, Skeleton, Stack } from '@mantine/core';
import {
  configureSetup,
  getMicrosoftCards,
  getSetup,
  listContainers,
  type Configuration,
  type SetupView,
} from '@syncgrant/contracts';
import { PROPOSED_PAIRS, type ContactPairs, type SyncModule } from '@syncgrant/core';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { FailureState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { ContactMappingForm } from './contact-mapping-form.tsx';

const DIRECTIONS = [
  'both',
  'to_microsoft',
  'to_crm',
] as const satisfies readonly Configuration['direction'][];
const POLICIES = ['newest', 'crm', 'microsoft'] as const satisfies readonly Configuration['conflictPolicy'][];

/** Direction, place at Microsoft, who wins a conflict, and what of a contact is joined with what. Saving prepares the preview and writes nothing else. */
export function ConfigurationForm({
  module,
  setup,
  onSaved,
}: {
  readonly module: SyncModule;
  readonly setup: SetupView;
  readonly onSaved: () => void;
}) {
  const containers = useApi(listContainers, { params: { module } });
  const save = useChange(configureSetup, { refreshes: [getMicrosoftCards, getSetup], onSuccess: onSaved });
  const [direction, setDirection] = useState<Configuration['direction']>(
    setup.configuration?.direction ?? 'both',
  );
  const [policy, setPolicy] = useState<Configuration['conflictPolicy']>(
    setup.configuration?.conflictPolicy ?? 'newest',
  );
  const [chosen, setChosen] = useState<string | null>(setup.configuration?.containerId ?? null);

  const [photos, setPhotos] = useState(setup.configuration?.photos ?? false);
  const [pairs, setPairs] = useState<ContactPairs>(setup.configuration?.contactMapping ?? PROPOSED_PAIRS);

  if (containers.error) {
    return <FailureState error={containers.error} onRetry={() => void containers.refetch()} />;
  }
  const list = containers.data?.containers;
  const writes = direction !== 'to_crm';
  const preselected = list?.find((container) => container.isDefault && (container.canEdit || !writes));
  const isThere = list?.some((container) => container.id === chosen) ?? true;
  const containerId = (isThere ? chosen : null) ?? preselected?.id ?? null;
  const readOnly = writes && list?.find((container) => container.id === containerId)?.canEdit === false;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (containerId === null || readOnly) return;
        const ofContacts = module === 'contacts' ? { contactMapping: pairs, photos } : {};
        save.mutate({
          params: { module },
          body: { direction, conflictPolicy: policy, containerId, ...ofContacts },
        });
      }}
    >
      <Stack gap="lg">
        <Radio.Group label={text.configuration.direction} value={direction} onChange={setDirection}>
          <Stack gap="xs" mt="xs">
            {DIRECTIONS.map((value) => (
              <Radio
                key={value}
                value={value}
                label={text.directions[value]}
                description={text.configuration.directionNotes[value]}
              />
            ))}
          </Stack>
        </Radio.Group>
        {list ? (
          <Select
            label={text.configuration.container[module]}
            description={text.configuration.containerNote}
            data={list.map((container) => ({
              value: container.id,
              label: container.isDefault
                ? text.configuration.defaultContainer(container.name)
                : container.name,
              disabled: writes && !container.canEdit,
            }))}
            value={containerId}
            onChange={setChosen}
            allowDeselect={false}
            searchable={list.length > 8}
            withAsterisk
            error={readOnly && text.configuration.readOnlyContainer}
          />
        ) : (
          <Skeleton height={64} role="status" aria-label={text.states.loading} />
        )}
        {direction === 'both' && (
          <Radio.Group
            label={text.configuration.conflicts}
            description={text.configuration.conflictsNote}
            value={policy}
            onChange={setPolicy}
          >
            <Stack gap="xs" mt="xs">
              {POLICIES.map((value) => (
                <Radio key={value} value={value} label={text.configuration.policies[value]} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {module === 'contacts' && (
          <Checkbox
            label={text.configuration.photos}
            description={text.configuration.photosNote}
            checked={photos}
            onChange={(event) => setPhotos(event.currentTarget.checked)}
          />
        )}
        {module === 'contacts' && <ContactMappingForm pairs={pairs} onChange={setPairs} />}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={containerId === null || readOnly}>
            {text.configuration.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
