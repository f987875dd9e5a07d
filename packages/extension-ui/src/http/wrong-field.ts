import { Refusal } from './answer.ts';

/** The refusal of a field of a body that has the right shape, and says what cannot be. */
export const wrongField = (name: string, rule: string): Refusal =>
  new Refusal(400, 'INVALID_DATA', `The field ${name} is invalid: ${rule}.`, {
    api_name: name,
    json_path: `$.${name}`,
    rule,
  });
