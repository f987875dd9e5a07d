import { MultiSelect, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { CrmModule } from '@syncgrant/contracts';
import { lookedUpModule, type Field, type FieldKind } from './field-form.ts';
import { choicesIn, isReference, rowsIn, type FormValue } from './form-value.ts';
import { PersonSelect, RecordSelect, RelatedSelect } from './reference-select.tsx';
import { SubformInput } from './subform-input.tsx';

const INPUT_TYPE = {
  text: 'text',
  email: 'email',
  phone: 'tel',
  website: 'url',
  date: 'date',
  datetime: 'datetime-local',
} as const satisfies Partial<Record<FieldKind, string>>;

export interface FieldInputProps {
  readonly module: CrmModule;
  readonly field: Field;
  readonly kind: FieldKind;
  readonly value: FormValue;
  readonly error?: string | null;
  /** Among many others: texts begin with one line. */
  readonly dense?: boolean;
  readonly onChange: (value: FormValue) => void;
}

/** The input that fits a field's type. */
export function FieldInput(props: FieldInputProps) {
  const { field, kind, value, error = null, dense = false, onChange } = props;
  const words = typeof value === 'string' ? value : '';
  const frame = {
    label: field.field_label,
    error,
    withAsterisk: field.system_mandatory,
  };
  const reference = {
    ...frame,
    value: isReference(value) ? value : null,
    onChange: (chosen: FormValue | null) => onChange(chosen ?? ''),
  };
  const length = field.length === null ? {} : { maxLength: field.length };

  switch (kind) {
    case 'boolean':
      return (
        <Switch
          label={field.field_label}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          pt={{ base: 0, sm: 28 }}
        />
      );
    case 'picklist': {
      const known = choicesOf(field);
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
    case 'picklists': {
      const chosen = choicesIn(value);
      const known = choicesOf(field);
      const foreign = chosen.filter((choice) => !known.some((each) => each.value === choice));
      return (
        <MultiSelect
          {...frame}
          data={[...known, ...foreign.map((choice) => ({ value: choice, label: choice }))]}
          value={[...chosen]}
          onChange={onChange}
          clearable
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
          minRows={dense ? 1 : 3}
          maxRows={12}
        />
      );
    case 'number':
    case 'amount':
    case 'percent':
      return (
        <NumberInput
          {...frame}
          value={words}
          onChange={(number) => onChange(String(number))}
          hideControls
          {...(kind === 'amount' && { thousandSeparator: ',', decimalScale: 2 })}
          {...(kind === 'percent' && { suffix: ' %' })}
          {...(field.data_type === 'integer' && { allowDecimal: false })}
        />
      );
    case 'record': {
      const module = lookedUpModule(field);
      return module === null ? null : <RecordSelect {...reference} module={module} />;
    }
    case 'related':
      return <RelatedSelect {...reference} />;
    case 'person':
      return <PersonSelect {...reference} clearable={!isOwner(field)} />;
    case 'rows':
      return (
        <SubformInput
          module={props.module}
          field={field}
          rows={rowsIn(value)}
          error={error}
          onChange={onChange}
          Cell={FieldInput}
        />
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

/** Nobody can leave a record without its owner. */
export const isOwner = (field: Pick<Field, 'api_name'>): boolean => field.api_name === 'Owner';

const choicesOf = (field: Field) =>
  field.pick_list_values.map((choice) => ({ value: choice.actual_value, label: choice.display_value }));
