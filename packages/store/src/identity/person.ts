import { fullName } from '../grants/grant-facts.ts';

/** Who made or changed something, by name. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** `null` where nobody is named: what came with the organisation was made by no user of it. */
export const personOf = (id: string | null, first: string | null, last: string | null): Person | null =>
  id === null || last === null ? null : { id, name: fullName(first, last) };
