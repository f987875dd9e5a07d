import { refusePlan, type Refusing } from './plan-refusal.ts';

const MAX_NAME_LENGTH = 50;
const MAX_DESCRIPTION_LENGTH = 250;

/** What administrators make and name. */
type Named = 'profile' | 'role' | 'group';

const FORBIDDEN_IN_NAMES = /[~`#%^&*()+|,={};[\]"]/;

/** Refuses a name that is missing, too long, holds a forbidden character or is taken, whatever its case. */
export function refusedName(kind: Named, name: string, takenNames: readonly string[]): Refusing | undefined {
  const about = { field: 'name' } as const;
  if (name.trim() === '') return refusePlan('name_missing', `A ${kind} needs a name.`, about);
  if (name.length > MAX_NAME_LENGTH) {
    return refusePlan('name_invalid', `A ${kind}'s name has at most ${MAX_NAME_LENGTH} characters.`, {
      ...about,
      limit: MAX_NAME_LENGTH,
    });
  }
  const forbidden = FORBIDDEN_IN_NAMES.exec(name)?.[0];
  if (forbidden !== undefined) {
    return refusePlan('name_invalid', `A ${kind}'s name cannot hold the character ${forbidden}.`, about);
  }
  const same = (taken: string) => taken.trim().toLowerCase() === name.trim().toLowerCase();
  return takenNames.some(same)
    ? refusePlan('name_taken', `There is a ${kind} named ${name} already.`, about)
    : undefined;
}

export function refusedDescription(kind: Named, description: string): Refusing | undefined {
  return description.length > MAX_DESCRIPTION_LENGTH
    ? refusePlan(
        'description_too_long',
        `A ${kind}'s description has at most ${MAX_DESCRIPTION_LENGTH} characters.`,
        { field: 'description', limit: MAX_DESCRIPTION_LENGTH },
      )
    : undefined;
}
