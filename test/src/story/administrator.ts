import type { PermissionName } from '@syncgrant/core';
import type { Answer } from '../server/browser.ts';
import { Person, type Raw } from './person.ts';

/** What an administrator does on the profile pages. */
export class Administrator extends Person {
  async profile(name: string): Promise<Raw> {
    const { body } = await this.browser.get('/crm/v8/settings/profiles');
    const found = body.profiles.find((profile: Raw) => profile.name === name);
    return (await this.browser.get(`/crm/v8/settings/profiles/${found.id}`)).body.profiles[0];
  }

  /** One click on a switch of a profile. */
  async toggle(profileName: string, permission: PermissionName, enabled: boolean): Promise<Answer> {
    const profile = await this.profile(profileName);
    const { id } = profile.permissions_details.find((detail: Raw) => detail.name === permission);
    return this.browser.put(`/crm/v8/settings/profiles/${profile.id}`, {
      profiles: [{ permissions_details: [{ id, enabled }] }],
    });
  }
}
