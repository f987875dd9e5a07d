import { Refusal } from '../http/answer.ts';
import type { WrongRecord } from './wrong-record.ts';

type Details = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a record that is written as a part of something larger, as a refusal of the whole. `path` is the record's
 * place in the request, where its errors say `$.data[0]`.
 */
export const refusedItem = ({ status, answer }: WrongRecord, path: string, wrapper: string): Refusal =>
  new Refusal(status, answer.code, answer.message, placed(answer.details, path), wrapper);

function placed(details: Details, path: string): Details {
  const { json_path: place, errors } = details;
  return {
    ...details,
    ...(typeof place === 'string' && { json_path: place.replace('$.data[0]', path) }),
    ...(Array.isArray(errors) && {
      errors: errors.map((error: WrongRecord['answer']) => placedError(error, path)),
    }),
  };
}

const placedError = (error: WrongRecord['answer'], path: string) => ({
  ...error,
  details: placed(error.details, path),
});
