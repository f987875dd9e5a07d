import { Refusal, unknownId } from '../http/answer.ts';

/** Where a role, user or group stands in a request: what errors about it name. */
export interface ItemPlace {
  readonly wrapper: 'roles' | 'users' | 'user_groups';
  readonly index: number;
  /** The answer when there is no such thing: the address names it, or the item itself. */
  readonly unknown: Refusal;
}

/** The one item of a request whose address names it; `segment` is the place of the id in the address. */
export const inAddress = (wrapper: ItemPlace['wrapper'], segment: number): ItemPlace => ({
  wrapper,
  index: 0,
  unknown: unknownId({ resource_path_index: segment }),
});

export const inBody = (wrapper: ItemPlace['wrapper'], index: number): ItemPlace => ({
  wrapper,
  index,
  unknown: wrongItem({ wrapper, index }, 'INVALID_DATA', 'id', 'The id given seems to be invalid.'),
});

export const wrongItem = (
  { wrapper, index }: Pick<ItemPlace, 'wrapper' | 'index'>,
  code: string,
  field: string,
  message: string,
): Refusal =>
  new Refusal(400, code, message, { api_name: field, json_path: `$.${wrapper}[${index}].${field}` }, wrapper);

interface Done {
  readonly code: 'SUCCESS';
  readonly details: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly status: 'success';
}

/**
 * Works through the items of a request in order, each by itself: what is wrong with one leaves the others as they are. The status
 * tells whether all, some (207) or none of them were written; a request of one item is refused as a whole.
 */
export async function eachSetting<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Done | Refusal>,
  status: 200 | 201 = 200,
): Promise<{ readonly status: number; readonly answers: (Done | ItemError)[] } | Refusal> {
  const results: (Done | Refusal)[] = [];
  for (const [index, item] of items.entries()) results.push(await work(item, index));
  const answers = results.map((result) => (result instanceof Refusal ? itemError(result) : result));
  const refusals = results.filter((result) => result instanceof Refusal);
  const [first] = refusals;
  if (first === undefined) return { status, answers };
  if (results.length === 1) return first;
  return { status: refusals.length < results.length ? 207 : first.status, answers };
}

interface ItemError {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly message: string;
  readonly status: 'error';
}

const itemError = ({ code, details, message }: Refusal): ItemError => ({
  code,
  details,
  message,
  status: 'error',
});
