import { NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { Field, FieldKind } from './field-form.ts';

const INPUT_TYPE = {
  text: 'text',
  email: 'email',
  phone: 'tel',
  website: 'url',
  date: 'date',
  datetime: 'datetime-local',
} as const satisfies Partial<Record<FieldKind, string>>;

/** The input that fits a field's type. */
export function FieldInput({
  field,
  kind,
  value,
  error,
  disabled,
  onChange,
}: {
  readonly field: Field;
  readonly kind: FieldKind;
  readonly value: string | boolean;
  readonly error: string | null;
  readonly disabled: boolean;
  readonly onChange: (value: string | boolean) => void;
}) {
  const words = typeof value === 'string' ? value : '';
  const frame = { label: field.field_label, error, disabled, withAsterisk: field.system_mandatory };
  const length = field.length === null ? {} : { maxLength: field.length };

  switch (kind) {
    case 'boolean':
      return (
        <Switch
          label={field.field_label}
          error={error}
          disabled={disabled}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          pt={{ base: 0, sm: 28 }}
        />
      );
    case 'picklist': {
      const known = field.pick_list_values.map((choice) => ({
        value: choice.actual_value,
        label: choice.display_value,
      }));
      const foreign = words !== '' && !known.some((choice) => choice.value === words);
      return (
        <Select
          {...frame}
          data={foreign ? [...known, { value: words, label: words }] : known}
          value={words === '' ? null : words}
          onChange={(choice) => onChange(choice ?? '')}
          clearable={!field.system_mandatory}
          searchable={known.length > 10}
        />
      );
    }
    case 'textarea':
      return (
        <Textarea
          {...frame}
          {...length}
          value={words}
          onChange={(event) => onChange(event.currentTarget.value)}
          autosize
          minRows={3}
          maxRows={12}
        />
      );
    case 'number':
      return (
        <NumberInput {...frame} value={words} onChange={(number) => onChange(String(number))} hideControls />
      );
    case 'text':
    case 'email':
    case 'phone':
    case 'website':
    case 'date':
    case 'datetime':
      return (
        <TextInput
          {...frame}
          {...(kind === 'date' || kind === 'datetime' ? {} : length)}
          type={INPUT_TYPE[kind]}
          value={words}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
