import { Button, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { createApiClient, listApiClients, listAudit, type ApiClientView } from '@syncgrant/contracts';
import { ApiError } from '../api/api-error.ts';
import { useChange } from '../api/use-api.ts';
import { showFailure } from '../shell/notify.ts';
import { text } from '../text.ts';
import { isRedirectAddress } from './redirect-address.ts';
import { ScopesInput } from './scopes-input.tsx';

export interface Registered {
  readonly client: ApiClientView;
  readonly clientSecret: string;
}

const NAME_LENGTH = 80;
const MOST_ADDRESSES = 10;
const words = text.programs.clients;

/** Registers a program, and hands on what was told this once. */
export function RegisterDialog({
  opened,
  onRegistered,
  onClose,
}: {
  readonly opened: boolean;
  readonly onRegistered: (registered: Registered) => void;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.register}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <RegisterForm onRegistered={onRegistered} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so that each opening starts empty. */
function RegisterForm({
  onRegistered,
  onClose,
}: {
  readonly onRegistered: (registered: Registered) => void;
  readonly onClose: () => void;
}) {
  const form = useForm<{ name: string; scopes: string[]; redirectUris: string[] }>({
    initialValues: { name: '', scopes: [], redirectUris: [] },
    validate: {
      name: (name) => (name.trim() === '' ? words.nameMissing : null),
      scopes: (scopes) => (scopes.length === 0 ? words.scopesMissing : null),
      redirectUris: (addresses) => {
        const wrong = addresses.find((address) => !isRedirectAddress(address));
        return wrong === undefined ? null : words.redirectInvalid(wrong);
      },
    },
  });
  const register = useChange(createApiClient, {
    refreshes: [listApiClients, listAudit],
    onSuccess: onRegistered,
    onError: (error) => {
      const field = error instanceof ApiError ? error.field : null;
      if (field !== null && field in form.values) form.setFieldError(field, error.message);
      else showFailure(error);
    },
  });

  return (
    <form onSubmit={form.onSubmit((body) => register.mutate({ body }))}>
      <Stack>
        <TextInput
          {...form.getInputProps('name')}
          label={words.name}
          description={words.nameNote}
          maxLength={NAME_LENGTH}
          withAsterisk
          data-autofocus
        />
        <ScopesInput
          value={form.values.scopes}
          onChange={(scopes) => {
            form.setFieldValue('scopes', scopes);
            form.clearFieldError('scopes');
          }}
          error={textOf(form.errors['scopes'])}
        />
        <TagsInput
          {...form.getInputProps('redirectUris')}
          label={words.redirectUris}
          description={words.redirectNote}
          maxTags={MOST_ADDRESSES}
          splitChars={[' ', ',']}
          acceptValueOnBlur
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" loading={register.isPending}>
            {words.registerAction}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const textOf = (error: unknown): string | null => (typeof error === 'string' ? error : null);
