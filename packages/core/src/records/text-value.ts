import { accept, expected, refuse, type CheckedValue } from './checked-value.ts';
import type { FieldMeta } from './field-meta.ts';

const LONGEST_ADDRESS = 320;
const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;
/** Line breaks and tabs are text; other control characters, NUL above all, cannot be stored or shown. */
// oxlint-disable-next-line no-control-regex
export const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

export function checkText(meta: FieldMeta, value: unknown): CheckedValue {
  if (typeof value !== 'string') return expected('text', 'must be text');
  if (CONTROL.test(value)) return expected('text', 'holds a control character');
  const text = value.trim();
  if (meta.length !== null && text.length > meta.length) {
    return refuse(`has at most ${meta.length} characters`, { maximum_length: meta.length });
  }
  return accept(text);
}

export function checkEmail(meta: FieldMeta, value: unknown): CheckedValue {
  const checked = checkText(meta, value);
  if (!checked.ok || EMAIL.test(String(checked.value))) return checked;
  return expected('email', 'must be an e-mail address');
}

/** A link without spaces; `www.example.com` is one too. A scheme, if there is one, is that of the web. */
export function checkWebsite(meta: FieldMeta, value: unknown): CheckedValue {
  const checked = checkText(meta, value);
  if (!checked.ok || /^(?:https?:\/\/)?[^\s/:<>"]+\.[^\s<>"]+$/i.test(String(checked.value))) return checked;
  return expected('website', 'must be the address of a web page');
}

export const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= LONGEST_ADDRESS && EMAIL.test(value);
