import { describe, expect, test } from 'vitest';
import type { Edition } from './edition.ts';
import { planProfileClone, planProfileDeletion } from './profile-lifecycle.ts';
import type { Profile } from './profile.ts';
import { actingUser, ADMINISTRATOR, customProfile, EVERYTHING, STANDARD, without } from './testing.ts';

const clone = (source: Profile, edition: Edition, customProfileCount: number, actorProfile = ADMINISTRATOR) =>
  planProfileClone({
    actor: actingUser(actorProfile, { edition }),
    source,
    id: '42',
    name: ' Sales ',
    description: 'Sells',
    takenNames: ['Support'],
    customProfileCount,
  });

describe('cloning', () => {
  test('makes a custom profile with what its source holds', () => {
    expect(clone(STANDARD, 'Enterprise', 0)).toEqual({
      ok: true,
      profile: {
        id: '42',
        name: 'Sales',
        description: 'Sells',
        kind: 'custom',
        enabled: STANDARD.enabled,
        fieldAccess: {},
      },
    });
    const source = customProfile(['Crm_Implied_View_Leads'], { Leads: { Email: 'hidden' } });
    expect(clone(source, 'Enterprise', 1)).toMatchObject({
      profile: { enabled: source.enabled, fieldAccess: source.fieldAccess },
    });
  });

  test('stops at the edition’s limit, also far beyond it', () => {
    const limits = [
      ['Free', 0],
      ['Professional', 15],
      ['Enterprise', 25],
    ] as const;
    for (const [edition, limit] of limits) {
      expect(clone(STANDARD, edition, limit - 1).ok).toBe(true);
      for (const count of [limit, limit + 10]) {
        expect(clone(STANDARD, edition, count)).toMatchObject({
          ok: false,
          refusal: { rule: 'profile_limit', limit },
        });
      }
    }
  });

  test('needs Manage Profiles, and a source that holds nothing the user lacks', () => {
    expect(clone(STANDARD, 'Enterprise', 0, STANDARD)).toMatchObject({
      refusal: { rule: 'permission_off', permission: 'Crm_Implied_Manage_Profiles' },
    });
    expect(clone(STANDARD, 'Enterprise', 0, without('Crm_Implied_Export_Leads'))).toMatchObject({
      refusal: { rule: 'exceeds_own', permission: 'Crm_Implied_Export_Leads' },
    });
    expect(
      clone(STANDARD, 'Enterprise', 0, customProfile(EVERYTHING, { Leads: { Email: 'hidden' } })),
    ).toMatchObject({ refusal: { rule: 'exceeds_own', field: 'Leads.Email' } });
  });
});

describe('deleting', () => {
  const profile = customProfile([]);
  const remove = (target: Profile, userCount: number, transferTo?: Profile, actorProfile = ADMINISTRATOR) =>
    planProfileDeletion({ actor: actingUser(actorProfile), profile: target, userCount, transferTo });

  test('a profile with users needs another profile for them', () => {
    expect(remove(profile, 0)).toEqual({ ok: true, altersGrants: false });
    expect(remove(profile, 3)).toMatchObject({
      refusal: { rule: 'transfer_required', field: 'transfer_to' },
    });
    expect(remove(profile, 3, profile)).toMatchObject({ refusal: { rule: 'transfer_to_itself' } });
    expect(remove(profile, 3, STANDARD)).toEqual({ ok: true, altersGrants: true });
  });

  test('is not done to system profiles, to one’s own, or to give users more than one has', () => {
    expect(remove(STANDARD, 0)).toMatchObject({ refusal: { rule: 'system_profile' } });
    const own = customProfile(EVERYTHING);
    expect(remove(own, 1, STANDARD, own)).toMatchObject({ refusal: { rule: 'own_profile' } });
    const manager = { ...without('Crm_Implied_Mscal_Sync'), id: '77' };
    expect(remove(profile, 1, STANDARD, manager)).toMatchObject({
      refusal: { rule: 'exceeds_own', permission: 'Crm_Implied_Mscal_Sync' },
    });
  });
});
