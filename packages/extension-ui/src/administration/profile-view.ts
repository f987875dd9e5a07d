import { CATALOGUE, permissionOf, systemProfile, type Profile } from '@syncgrant/core';
import type { ProfileDetail, ProfileSummary } from '@syncgrant/contracts';
import type { ProfileEntry } from '@syncgrant/store';
import { zohoTime } from '../http/wire-time.ts';

/** A profile as lists show it. System profiles have no history. */
export function profileSummary(entry: ProfileEntry): ProfileSummary {
  const { profile } = entry;
  const custom = profile.kind === 'custom';
  return {
    id: profile.id,
    name: profile.name,
    display_label: profile.name,
    description: profile.description === '' ? null : profile.description,
    custom,
    type: custom ? 'normal_profile' : 'system_profile',
    created_time: custom ? zohoTime(entry.createdAt) : null,
    modified_time: custom ? zohoTime(entry.modifiedAt) : null,
    created_by: entry.createdBy,
    modified_by: entry.modifiedBy,
    users_count: entry.activeUserCount,
  };
}

/** A profile with every permission of the catalogue, each with its switch, in the order of the sections. */
export function profileDetail(entry: ProfileEntry): ProfileDetail {
  const { profile } = entry;
  const enabled = new Set(switchesOf(profile));
  return {
    ...profileSummary(entry),
    permissions_details: inOrderOfSections.map((permission) => ({
      id: permission.id,
      name: permission.name,
      display_label: permission.label,
      module: permission.module,
      customizable: profile.kind === 'custom' && permission.customizable,
      enabled: enabled.has(permission.name),
      parent_permissions:
        permission.parents.length === 0 ? null : permission.parents.map((name) => permissionOf(name).id),
    })),
    sections: CATALOGUE.sections.map(({ name, categories }) => ({
      name,
      categories: categories.map((category) => ({
        name: category.name,
        display_label: category.label,
        ...(category.module !== null && { module: category.module }),
        permissions_details: category.permissions.map(({ id }) => id),
      })),
    })),
  };
}

const inOrderOfSections = CATALOGUE.sections.flatMap(({ categories }) =>
  categories.flatMap(({ permissions }) => permissions),
);

/** A system profile is what the catalogue says, whatever was stored when the organisation began. */
const switchesOf = (profile: Profile): Profile['enabled'] =>
  profile.kind === 'custom' ? profile.enabled : systemProfile(profile.kind, profile.id).enabled;
