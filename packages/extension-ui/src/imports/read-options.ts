import { importOptionsSchema, type ImportOptions } from '@syncgrant/contracts';
import { Refusal } from '../http/answer.ts';
import { parseBody } from '../http/parse-input.ts';

/** Reads the options that came as text in a form; what is wrong with them is told as of a body of their own. */
export function readOptions(text: string): { readonly ok: true; readonly value: ImportOptions } | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const details = { api_name: 'options', json_path: '$.options', expected_data_type: 'jsonobject' };
    return new Refusal(400, 'INVALID_DATA', 'The field options is invalid: must be JSON.', details);
  }
  return parseBody(importOptionsSchema, value, 'crm');
}
