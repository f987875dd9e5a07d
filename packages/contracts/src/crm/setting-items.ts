import { z } from 'zod';
import { idSchema } from '../id.ts';
import { itemAnswerSchema } from './item-answer.ts';

/** How many roles, users or groups one request writes; each of them by itself. */
export const ITEMS_PER_REQUEST = 10;

/** Roles, users or groups of a body. */
export const settingItems = <S extends z.ZodType>(item: S) => z.array(item).min(1).max(ITEMS_PER_REQUEST);

/** One answer for each of them, in the same order. */
export const settingAnswers = z.array(itemAnswerSchema).min(1);

/** Somebody or something by id; programs may send the name that they were given along with it. */
export const reference = z.strictObject({ id: idSchema, name: z.string().max(200).optional() });

/** Somebody or something as answers name it. */
export const named = z.object({ id: idSchema, name: z.string() });

/** The characters that names of profiles and roles may hold. */
export const settingName = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[^~`#%^&*()+|,={};[\]"]+$/, 'holds a character that names may not have');

export const settingDescription = z.string().max(250);
