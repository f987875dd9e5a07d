import { Refusal } from '../http/answer.ts';

/** What is said of every conversion, whatever was converted. */
export const CONVERTED = {
  code: 'SUCCESS',
  message: 'The record has been converted successfully',
  status: 'success',
} as const;

export const ALREADY_CONVERTED = new Refusal(400, 'ID_ALREADY_CONVERTED', 'id already converted', {
  resource_path_index: 1,
});
