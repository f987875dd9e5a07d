import { z } from 'zod';

/**
 * How much a form with files may hold. An endpoint that has one takes `multipart/form-data` instead of JSON: its body is an
 * object with the form's texts as strings and its files as lists, each under the name of its part.
 */
export interface FileForm {
  readonly files: number;
  /** Of one file. */
  readonly fileBytes: number;
  /** Of the whole request. */
  readonly totalBytes: number;
}

/** What a form holds beside its files: borders and headers of its parts, and short texts. */
export const FORM_BYTES = 262_144;

/** Characters that steer a terminal or turn the direction of writing, so that a name looks like another one. */
const MISLEADING = /[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

/** A file with a name that can be kept and shown. Folders before the name are cut off when the form is read. */
export const uploadedFileSchema = z.file().superRefine(({ name }, context) => {
  const rule = ruleForName(name);
  if (rule !== null) context.addIssue({ code: 'custom', message: rule });
});

function ruleForName(name: string): string | null {
  if (/^[.\s]*$/u.test(name)) return 'must have a name';
  if (name.length > 255) return 'must have a name of at most 255 characters';
  return MISLEADING.test(name) ? 'must have no control characters in its name' : null;
}
