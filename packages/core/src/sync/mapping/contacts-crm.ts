import type { CanonicalValue, FieldSpec } from '../canonical.ts';
import { elementsOf } from '../equality.ts';
import { dateOf } from '../instants.ts';
import type { Json } from '../json.ts';
import { contactSpecs, type ContactPairs } from './contacts-mapping.ts';
import { CONTACT_PROPERTY } from './contacts-properties.ts';
import { longText, stringOrNull, text, type RecordMapping } from './crm-values.ts';

/** Contacts as a user has joined their fields with Microsoft's properties. What is joined with nothing reads as empty. */
export function contactRecordMapping(pairs: ContactPairs): RecordMapping {
  const specs = contactSpecs(pairs);
  return {
    fromRecord: (fields) =>
      Object.fromEntries(
        specs.map((spec) => [
          spec.name,
          valueOf(
            spec,
            spec.crmFields.map((crmField) => fields[crmField]),
          ),
        ]),
      ),

    toRecord(changes) {
      const written: Record<string, Json> = {};
      for (const { name, kind, crmFields } of specs) {
        if (!(name in changes)) continue;
        const elements = elementsOf(changes[name]);
        crmFields.forEach((crmField, index) => {
          written[crmField] = kind === 'list' ? text(elements[index]) : stringOrNull(changes[name]);
        });
      }
      return written;
    },
  };
}

function valueOf({ name, kind }: FieldSpec, stored: readonly unknown[]): CanonicalValue {
  if (kind === 'list') return stored.flatMap((value) => text(value) ?? []);
  const property = CONTACT_PROPERTY.get(name);
  if (property?.kind === 'date') return dateOf(text(stored[0]) ?? '');
  return property?.lines === true ? longText(stored[0]) : text(stored[0]);
}
