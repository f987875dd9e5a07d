import type { DemoContact } from './demo-contacts.ts';
import { cycled } from './slices.ts';

/** Neighbours in a list of contacts work for different customers, and so do those this far apart. */
const STRIDE = 3;

/** The contact that the so-manieth meeting or task of somebody is about. */
export const contactOf = (contacts: readonly DemoContact[], place: number): DemoContact =>
  cycled(contacts, place * STRIDE);

/** Puts a contact into a text with `{contact}`, `{company}` and `{city}`. */
export const worded = (text: string, { firstName, lastName, customer }: DemoContact): string =>
  text
    .replaceAll('{contact}', `${firstName} ${lastName}`)
    .replaceAll('{company}', customer.name)
    .replaceAll('{city}', customer.city);

/** Whether a text is about a contact at all. */
export const namesSomebody = (text: string): boolean => /\{(contact|company)\}/.test(text);
