import { refusePlan, type Refusing } from './plan-refusal.ts';

const MAX_PROFILE_NAME_LENGTH = 50;
const MAX_PROFILE_DESCRIPTION_LENGTH = 250;

const FORBIDDEN_IN_NAMES = /[~`#%^&*()+|,={};[\]"]/;

/** Refuses a name that is missing, too long, holds a forbidden character or is taken, whatever its case. */
export function refusedName(name: string, takenNames: readonly string[]): Refusing | undefined {
  const about = { field: 'name' } as const;
  if (name.trim() === '') return refusePlan('name_missing', 'A profile needs a name.', about);
  if (name.length > MAX_PROFILE_NAME_LENGTH) {
    return refusePlan('name_invalid', `A profile's name has at most ${MAX_PROFILE_NAME_LENGTH} characters.`, {
      ...about,
      limit: MAX_PROFILE_NAME_LENGTH,
    });
  }
  const forbidden = FORBIDDEN_IN_NAMES.exec(name)?.[0];
  if (forbidden !== undefined) {
    return refusePlan('name_invalid', `A profile's name cannot hold the character ${forbidden}.`, about);
  }
  const same = (taken: string) => taken.trim().toLowerCase() === name.trim().toLowerCase();
  return takenNames.some(same)
    ? refusePlan('name_taken', `There is a profile named ${name} already.`, about)
    : undefined;
}

export function refusedDescription(description: string): Refusing | undefined {
  return description.length > MAX_PROFILE_DESCRIPTION_LENGTH
    ? refusePlan(
        'description_too_long',
        `A profile's description has at most ${MAX_PROFILE_DESCRIPTION_LENGTH} characters.`,
        { field: 'description', limit: MAX_PROFILE_DESCRIPTION_LENGTH },
      )
    : undefined;
}
