import { Card, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import {
  crmModuleSchema,
  listFields,
  updateField,
  type CrmModule,
  type ProfileDetail,
} from '@syncgrant/contracts';
import { governingModule, MODULES } from '@syncgrant/core';
import { useId, useState } from 'react';
import { useApi } from '../api/use-api.ts';
import type { WeighedChanges } from '../impact/use-weighed-changes.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { FieldTable } from './field-table.tsx';

/** Modules with field access of their own; the others follow one of these. */
const CHOICES = crmModuleSchema.options.flatMap((module) => {
  const governing = governingModule(module);
  return governing === module ? [{ value: module, label: MODULES[governing].label }] : [];
});

/** What the profile may do with single fields, module by module. */
export function FieldSection({
  profile,
  locked,
  changes,
}: {
  readonly profile: Pick<ProfileDetail, 'id' | 'display_label'>;
  readonly locked: boolean;
  readonly changes: WeighedChanges;
}) {
  const heading = useId();
  const mayChange = mayCall(useSession(), updateField);
  const [module, setModule] = useState<CrmModule>('Contacts');
  const fields = useApi(listFields, { query: { module } }, { enabled: mayChange });
  if (!mayChange) return null;

  return (
    <Card component="section" aria-labelledby={heading}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end" gap="sm">
          <Stack gap={2}>
            <Title order={2} size="h3" id={heading}>
              {text.profile.fields}
            </Title>
            <Text size="sm" c="dimmed">
              {text.profile.fieldsLead}
            </Text>
          </Stack>
          <NativeSelect
            aria-label={text.profile.module}
            data={CHOICES}
            value={module}
            onChange={({ currentTarget }) => {
              const chosen = crmModuleSchema.safeParse(currentTarget.value);
              if (chosen.success) setModule(chosen.data);
            }}
            w={{ base: '100%', xs: 240 }}
          />
        </Group>
        <Answered query={fields} loading={<LoadingState rows={6} height={40} />}>
          {(answer) => (
            <FieldTable
              key={module}
              module={module}
              fields={answer.fields}
              profile={profile}
              locked={locked}
              changes={changes}
            />
          )}
        </Answered>
      </Stack>
    </Card>
  );
}
