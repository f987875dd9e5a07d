/**
 * Who exists and who is signed in: organisations, profiles, users, sessions, sign-in attempts, and the audit log.
 * Functions named `…OfAnyOrganisation` are the only ones that look across organisations.
 */
export * from './audit.ts';
export * from './organisations.ts';
export * from './people.ts';
export * from './profiles.ts';
export * from './sessions.ts';
export * from './sign-in-attempts.ts';
export * from './users.ts';
