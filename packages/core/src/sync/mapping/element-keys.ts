import type { CanonicalElement } from '../canonical.ts';

/** What two elements of a list are the same by. */

const textOf = (element: CanonicalElement): string =>
  typeof element === 'string' ? element : JSON.stringify(element);

export const emailKey = (element: CanonicalElement): string => textOf(element).trim().toLowerCase();

/** Two ways of writing one number are one number; what holds no digits is compared as text. */
export const phoneKey = (element: CanonicalElement): string =>
  textOf(element).replace(/[^\d+]/g, '') || textOf(element).trim().toLowerCase();
