/** Programs and what they were allowed. Functions named `…OfAnyOrganisation` are the only ones that look across organisations. */
export * from './api-clients.ts';
export * from './grant-codes.ts';
export * from './tokens.ts';
