import type { Field } from './field-form.ts';
import type { ShownModule } from './with-module.tsx';

/** What can be done with all records of a module. */
export function ListActions(_: ShownModule & { readonly fields: readonly Field[] }) {
  return null;
}
