import { Alert, Button, Card, Group, List, Select, Stack, Text } from '@mantine/core';
import {
  dataCenterSchema,
  editionSchema,
  getOrganisation,
  getSession,
  listAudit,
  listProfiles,
  previewOrganisationUpdate,
  updateOrganisation,
} from '@syncgrant/contracts';
import { DATA_CENTERS, EDITIONS } from '@syncgrant/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import { useApi, useChange } from '../api/use-api.ts';
import { ImpactSummary } from '../impact/impact-summary.tsx';
import { useImpact } from '../impact/use-impact.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { Page } from '../shell/page.tsx';
import { showSuccess } from '../shell/notify.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { consequencesOf } from './consequences.ts';

type Organisation = z.output<typeof getOrganisation.response>;

export function OrganisationPage() {
  const organisation = useApi(getOrganisation, {});
  return (
    <Page title={text.organisation.title} lead={text.organisation.lead} width={720}>
      <Answered query={organisation} loading={<LoadingState rows={1} height={280} />}>
        {(answer) => <OrganisationForm organisation={answer} />}
      </Answered>
    </Page>
  );
}

function editionWords(edition: Organisation['edition']): string {
  const { customProfiles, paid } = EDITIONS[edition];
  return text.organisation.editionBrings(customProfiles, paid);
}

function OrganisationForm({ organisation }: { readonly organisation: Organisation }) {
  const mayChange = mayCall(useSession(), updateOrganisation);
  const [chosenEdition, setEdition] = useState<Organisation['edition'] | null>(null);
  const [chosenDataCenter, setDataCenter] = useState<Organisation['dataCenter'] | null>(null);
  const edition = chosenEdition ?? organisation.edition;
  const dataCenter = chosenDataCenter ?? organisation.dataCenter;
  const changed = edition !== organisation.edition || dataCenter !== organisation.dataCenter;
  const consequences = consequencesOf(organisation, { edition, dataCenter });
  const body = {
    ...(edition !== organisation.edition && { edition }),
    ...(dataCenter !== organisation.dataCenter && { dataCenter }),
  };
  const impact = useImpact(previewOrganisationUpdate, { body }, { enabled: changed && mayChange });

  const save = useChange(updateOrganisation, {
    refreshes: [getOrganisation, getSession, listProfiles, listAudit],
    onSuccess: () => {
      setEdition(null);
      setDataCenter(null);
      showSuccess(text.organisation.saved);
    },
  });

  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ body });
        }}
      >
        <Stack gap="lg">
          <Stack gap={0}>
            <Text size="sm" c="dimmed">
              {text.organisation.name}
            </Text>
            <Text fw={600}>{organisation.name}</Text>
          </Stack>
          <Select
            label={text.organisation.edition}
            description={`${text.organisation.editionNote} ${edition}: ${editionWords(edition)}.`}
            data={editionSchema.options}
            renderOption={({ option }) => (
              <Stack gap={0}>
                {option.label}
                <Text size="xs" c="dimmed">
                  {editionWords(editionSchema.parse(option.value))}
                </Text>
              </Stack>
            )}
            value={edition}
            onChange={(value) => setEdition(editionSchema.safeParse(value).data ?? null)}
            allowDeselect={false}
            disabled={!mayChange}
          />
          <Select
            label={text.organisation.dataCenter}
            description={text.organisation.dataCenterNote}
            data={dataCenterSchema.options.map((value) => ({
              value,
              label: text.organisation.dataCenterOption(DATA_CENTERS[value].label, value),
            }))}
            value={dataCenter}
            onChange={(value) => setDataCenter(dataCenterSchema.safeParse(value).data ?? null)}
            allowDeselect={false}
            disabled={!mayChange}
          />
          {changed && (
            <Alert
              role="status"
              color="yellow"
              icon={<IconInfoCircle aria-hidden />}
              title={text.organisation.effects}
            >
              <List size="sm" spacing={4}>
                {consequences.map((consequence) => (
                  <List.Item key={consequence}>{text.organisation.consequences[consequence]}</List.Item>
                ))}
              </List>
            </Alert>
          )}
          {changed && mayChange && (
            <Answered query={impact} loading={<LoadingState rows={1} height={80} />}>
              {(answer) => <ImpactSummary impact={answer} />}
            </Answered>
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={!changed || !mayChange} loading={save.isPending}>
              {text.save}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
