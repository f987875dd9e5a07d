import { z } from 'zod';

/** The answer is a file and no JSON. */
export const file = z.never();
