import type { User } from '@syncgrant/contracts';
import type { CrmUser } from '@syncgrant/store';

export const userView = (user: CrmUser): User => ({
  id: user.id,
  full_name: user.fullName,
  first_name: user.firstName,
  last_name: user.lastName,
  email: user.email,
  status: user.status,
  confirm: user.confirmed,
  time_zone: user.timeZone,
  role: user.role,
  profile: { id: user.profile.id, name: user.profile.name },
  microsoft: user.syncs,
});
