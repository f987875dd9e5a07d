/**
 * Who exists and who is signed in: organisations, profiles, roles, users, groups, sessions, sign-in attempts, and the audit log.
 * Functions named `…OfAnyOrganisation` are the only ones that look across organisations.
 */
export * from './audit.ts';
export * from './delete-user.ts';
export * from './groups.ts';
export * from './organisations.ts';
export * from './people.ts';
export type { Person } from './person.ts';
export * from './profiles.ts';
export * from './roles.ts';
export * from './sessions.ts';
export * from './sign-in-attempts.ts';
export * from './user-by-email.ts';
export * from './users.ts';
