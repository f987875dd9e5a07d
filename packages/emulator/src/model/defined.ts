type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** An object without the members that are undefined, so that it can be spread over another. */
export function defined<T extends object>(value: T): Defined<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the filter is what the type says
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
