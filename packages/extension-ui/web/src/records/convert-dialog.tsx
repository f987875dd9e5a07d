import { Alert, Button, Group, Modal, Radio, Stack, Switch, Text } from '@mantine/core';
import {
  convertRecord,
  getConversionOptions,
  getRecord,
  listFields,
  listRecords,
  searchRecords,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { useSession } from '../session/session-context.ts';
import { showSuccess } from '../shell/notify.ts';
import { Answered, LoadingState } from '../shell/states.tsx';
import { text } from '../text.ts';
import { knownTimeZone } from '../time/known-time-zone.ts';
import { changedFields, groupFields, kindOf, type Field } from './field-form.ts';
import { FieldInput } from './field-input.tsx';
import { isBlank, type FormValues } from './form-value.ts';
import { isNoContent } from './no-content.ts';
import { rightTo, type Right } from './record-rights.ts';
import { recordTitle } from './record-title.ts';

/** What a lead becomes: an account and a contact, new ones or ones that are there, and a deal if it is wanted. */
export function ConvertDialog({
  id,
  name,
  opened,
  onClose,
}: {
  readonly id: string;
  readonly name: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const options = useApi(getConversionOptions, { params: { module: 'Leads', id } }, { enabled: opened });
  const fields = useApi(listFields, { query: { module: 'Deals' } }, { enabled: opened });
  const dealFields = fields.data?.fields ?? [];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={text.records.convert.title(name)}
      size="lg"
      closeButtonProps={{ 'aria-label': text.close }}
    >
      {isNoContent(options.error) ? (
        <Conversion id={id} accounts={[]} contacts={[]} dealFields={dealFields} onClose={onClose} />
      ) : (
        <Answered query={options} loading={<LoadingState rows={2} />}>
          {({ __conversion_options: found }) => (
            <Conversion
              id={id}
              accounts={found.Accounts ?? []}
              contacts={found.Contacts ?? []}
              dealFields={dealFields}
              onClose={onClose}
            />
          )}
        </Answered>
      )}
    </Modal>
  );
}

const NEW = 'new';
/** What is asked about a new deal, besides anything else that it cannot be without. */
const DEAL_FIELDS: ReadonlySet<string> = new Set(['Deal_Name', 'Stage', 'Closing_Date', 'Amount']);

function Conversion({
  id,
  accounts,
  contacts,
  dealFields,
  onClose,
}: {
  readonly id: string;
  readonly accounts: readonly CrmRecordBody[];
  readonly contacts: readonly CrmRecordBody[];
  readonly dealFields: readonly Field[];
  readonly onClose: () => void;
}) {
  const session = useSession();
  const scope = { module: 'Deals', timeZone: knownTimeZone(session.user.timeZone) } as const;
  const [account, setAccount] = useState(firstId(accounts));
  const [contact, setContact] = useState(firstId(contacts));
  const [withDeal, setWithDeal] = useState(false);
  const [deal, setDeal] = useState<FormValues>({});
  const asked = groupFields('Deals', dealFields).editable.filter(
    (field) => DEAL_FIELDS.has(field.api_name) || field.system_mandatory,
  );
  const createDeals = rightTo(session, 'Create', 'Deals');
  const incomplete =
    withDeal && asked.some((field) => field.system_mandatory && isBlank(deal[field.api_name]));
  const convert = useChange(convertRecord, {
    refreshes: [getRecord, listRecords, searchRecords],
    onSuccess: () => {
      showSuccess(text.records.convert.done);
      onClose();
    },
  });
  const submit = (): void => {
    const target = (chosen: string) => (chosen === NEW ? {} : { id: chosen });
    const conversion = {
      Accounts: target(account),
      Contacts: target(contact),
      ...(withDeal && { Deals: changedFields(asked, {}, deal, scope) }),
    };
    convert.mutate({ params: { module: 'Leads', id }, body: { data: [conversion] } });
  };

  return (
    <Stack>
      <Text size="sm">{text.records.convert.lead}</Text>
      <Target
        label={text.records.convert.account}
        create={rightTo(session, 'Create', 'Accounts')}
        matches={accounts.map((record) => named('Accounts', record))}
        value={account}
        onChange={setAccount}
      />
      <Target
        label={text.records.convert.contact}
        create={rightTo(session, 'Create', 'Contacts')}
        matches={contacts.map((record) => named('Contacts', record))}
        value={contact}
        onChange={setContact}
      />
      <Switch
        label={text.records.convert.deal}
        description={createDeals.kind === 'refused' ? createDeals.reason : null}
        disabled={createDeals.kind !== 'granted'}
        checked={withDeal}
        onChange={({ currentTarget }) => setWithDeal(currentTarget.checked)}
      />
      {withDeal &&
        asked.map((field) => {
          const kind = kindOf(field);
          return (
            kind !== null && (
              <FieldInput
                key={field.api_name}
                module="Deals"
                field={field}
                kind={kind}
                value={deal[field.api_name] ?? ''}
                onChange={(value) => setDeal((before) => ({ ...before, [field.api_name]: value }))}
              />
            )
          );
        })}
      {convert.error && (
        <Alert color="red" role="alert" title={text.errors.title}>
          {convert.error.message}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button loading={convert.isPending} disabled={incomplete} onClick={submit}>
          {text.records.convert.action}
        </Button>
      </Group>
    </Stack>
  );
}

const firstId = (records: readonly CrmRecordBody[]): string => {
  const id = records[0]?.['id'];
  return typeof id === 'string' ? id : NEW;
};

const named = (module: 'Accounts' | 'Contacts', record: CrmRecordBody) => ({
  id: String(record['id']),
  name: recordTitle(module, record) ?? text.records.unseen,
});

/** A new record, or one of those that are there already. */
function Target({
  label,
  create,
  matches,
  value,
  onChange,
}: {
  readonly label: string;
  readonly create: Right;
  readonly matches: readonly { readonly id: string; readonly name: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Radio.Group label={label} value={value} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {matches.map(({ id, name }) => (
          <Radio key={id} value={id} label={text.records.convert.existing(name)} />
        ))}
        <Radio
          value={NEW}
          label={text.records.convert.create}
          disabled={create.kind !== 'granted'}
          description={create.kind === 'refused' ? create.reason : null}
        />
      </Stack>
    </Radio.Group>
  );
}
