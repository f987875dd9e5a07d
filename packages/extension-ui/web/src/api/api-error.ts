import { errorBodySchema, type ErrorBody } from '@syncgrant/contracts';
import { z } from 'zod';

/** What is wrong with a field, by its API name. */
export interface FieldProblem {
  readonly name: string;
  readonly message: string;
}

/** A refusal or failure of the server, with the sentence it has for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: string;
  /** HTTP status; 0 where the server could not be reached. */
  readonly status: number;
  /** Names the field, parameter or rule concerned. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    body: Pick<ErrorBody, 'code' | 'message'> & Partial<Pick<ErrorBody, 'details'>>,
    options?: ErrorOptions,
  ) {
    super(body.message, options);
    this.status = status;
    this.code = body.code;
    this.details = body.details ?? {};
  }

  /** API name of the field the error is about, where it is about one. */
  get field(): string | null {
    const name = this.details['api_name'];
    return typeof name === 'string' ? name : null;
  }

  /** What is wrong with which field, where the server found several things wrong at once; otherwise the one it found. */
  get fields(): readonly FieldProblem[] {
    const several: unknown = this.details['errors'];
    const told = Array.isArray(several) ? several : [{ message: this.message, details: this.details }];
    return told.flatMap((each: unknown) => fieldProblemSchema.safeParse(each).data ?? []);
  }
}

const fieldProblemSchema = z
  .object({ message: z.string(), details: z.object({ api_name: z.string() }) })
  .transform(({ message, details }): FieldProblem => ({ name: details.api_name, message }));

/**
 * The error inside an answer: flat, or wrapped in a one-element list as the Zoho dialect does for the items of a
 * request (`{"data":[{"code":…}]}`). Undefined where the answer holds none.
 */
export function findError(answer: unknown): ErrorBody | undefined {
  const flat = errorBodySchema.safeParse(answer);
  if (flat.success) return flat.data;
  if (typeof answer !== 'object' || answer === null) return undefined;
  return Object.values(answer)
    .flatMap((value: unknown) => (Array.isArray(value) ? (value as readonly unknown[]) : []))
    .map((item) => errorBodySchema.safeParse(item))
    .find((parsed) => parsed.success)?.data;
}

/** Whether the answer says of several items, one by one, what became of them: none of their errors speaks for all. */
export function tellsItems(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null) return false;
  return Object.values(answer).some(
    (value: unknown) =>
      Array.isArray(value) &&
      value.length > 1 &&
      value.every((item: unknown) => typeof item === 'object' && item !== null && 'status' in item),
  );
}
