import { text } from '../text.ts';
import { kindOf, type Field } from './field-form.ts';

/** Fields that stand together in a form. */
export interface FormSection {
  readonly title: string;
  readonly fields: readonly Field[];
  /** Each field takes the whole width. */
  readonly wide: boolean;
}

const ADDRESS = /^(?:(Billing|Shipping|Mailing|Other)_)?(?:Street|City|State|Zip|Code|Zip_Code|Country)$/;

/** The details, then a section for each address, one for the rows and one for long texts; empty ones are left out. */
export function sectionsOf(fields: readonly Field[]): readonly FormSection[] {
  const addressOf = (field: Field): string | null => {
    const found = ADDRESS.exec(field.api_name);
    return found === null ? null : (found[1] ?? '');
  };
  const kinds = Map.groupBy(fields, (field) => {
    const kind = kindOf(field);
    if (kind === 'rows') return 'rows';
    if (kind === 'textarea') return 'texts';
    return addressOf(field) === null ? 'details' : 'address';
  });
  const addresses = Map.groupBy(kinds.get('address') ?? [], addressOf);
  return [
    { title: text.records.sections.details, fields: kinds.get('details') ?? [], wide: false },
    ...[...addresses].map(([prefix, group]) => ({
      title: text.records.sections.address(prefix ?? ''),
      fields: group,
      wide: false,
    })),
    ...(kinds.get('rows') ?? []).map((field) => ({ title: field.field_label, fields: [field], wide: true })),
    { title: text.records.sections.texts, fields: kinds.get('texts') ?? [], wide: true },
  ].filter((section) => section.fields.length > 0);
}
