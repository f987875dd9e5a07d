import type { ProfileSummary, Session } from '@syncgrant/contracts';

/** Why nothing in a profile can be changed, before anything is tried: it is a system profile, or one's own. */
export type ProfileLock = 'system' | 'own';

export function lockOf(
  profile: Pick<ProfileSummary, 'id' | 'type' | 'custom'>,
  session: Session,
): ProfileLock | null {
  if (profile.type === 'system_profile' || !profile.custom) return 'system';
  return profile.id === session.user.profile.id ? 'own' : null;
}
