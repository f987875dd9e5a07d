import { ApiError } from '../api/api-error.ts';

/** The Zoho dialect answers "nothing there" with an empty 204, for a list as for a single record. */
export const isNoContent = (error: unknown): boolean => error instanceof ApiError && error.status === 204;
