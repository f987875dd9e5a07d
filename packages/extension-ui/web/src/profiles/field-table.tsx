import { Center, Radio, Table, Text, Tooltip } from '@mantine/core';
import {
  listAudit,
  listFields,
  previewFieldUpdate,
  updateField,
  type CrmModule,
  type ProfileDetail,
} from '@syncgrant/contracts';
import type { z } from 'zod';
import { useCall } from '../api/call-context.ts';
import { useChange } from '../api/use-api.ts';
import type { WeighedChanges } from '../impact/use-weighed-changes.ts';
import { showFailure } from '../shell/notify.ts';
import { text } from '../text.ts';

type Field = z.output<typeof listFields.response>['fields'][number];
type FieldAccess = NonNullable<Field['profiles']>[number]['permission_type'];

const ACCESS = ['read_write', 'read_only', 'hidden'] as const satisfies readonly FieldAccess[];

interface TableParts {
  readonly module: CrmModule;
  readonly profile: Pick<ProfileDetail, 'id' | 'display_label'>;
  readonly locked: boolean;
  readonly changes: WeighedChanges;
}

/** A row per field, a column per access. */
export function FieldTable({ fields, ...parts }: TableParts & { readonly fields: readonly Field[] }) {
  return (
    <Table aria-label={text.profile.fields} horizontalSpacing={6} verticalSpacing="xs" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text.profile.field}</Table.Th>
          {ACCESS.map((access) => (
            <Table.Th key={access} ta="center">
              {text.profile.access[access]}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields
          .filter((field) => field.api_name !== 'id')
          .map((field) => (
            <FieldRow key={field.id} field={field} {...parts} />
          ))}
      </Table.Tbody>
    </Table>
  );
}

function FieldRow({ field, module, profile, locked, changes }: TableParts & { readonly field: Field }) {
  const call = useCall();
  const update = useChange(updateField, { refreshes: [listFields, listAudit] });
  const kept = field.profiles?.find(({ id }) => id === profile.id)?.permission_type ?? 'read_write';
  const shown = update.isPending
    ? (update.variables.body.fields[0]?.profiles?.[0]?.permission_type ?? kept)
    : kept;

  const choose = (access: FieldAccess): void => {
    const input = {
      params: { id: field.id },
      query: { module },
      body: { fields: [{ profiles: [{ id: profile.id, permission_type: access }] }] },
    };
    changes.weigh({
      title: text.impact.fieldTitle(field.field_label, text.impact.access[access], profile.display_label),
      preview: () => call(previewFieldUpdate, input),
      make: () => update.mutate(input),
      onRefused: showFailure,
    });
  };

  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500} style={{ overflowWrap: 'break-word' }}>
        {field.field_label}
        {field.system_mandatory && (
          <Text size="xs" c="dimmed" fw={400}>
            {text.profile.mandatory}
          </Text>
        )}
      </Table.Th>
      {ACCESS.map((access) => {
        const fixed = field.system_mandatory && access !== 'read_write';
        return (
          <Table.Td key={access} ta="center">
            <Tooltip label={text.profile.mandatoryNote} disabled={!fixed || locked}>
              <Center>
                <Radio
                  name={`${module}-${field.api_name}`}
                  aria-label={`${field.field_label}: ${text.profile.access[access]}`}
                  checked={shown === access}
                  disabled={locked || fixed || update.isPending}
                  onChange={() => choose(access)}
                />
              </Center>
            </Tooltip>
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}
