import type { Role } from '@syncgrant/contracts';

/** The role that every user has. It grants nothing; programs of the dialect expect users to have one. */
export const ONLY_ROLE: Role = {
  id: '1000000000000000001',
  name: 'CEO',
  display_label: 'CEO',
  api_name: 'CEO',
  description: null,
  reporting_to: null,
  share_with_peers: false,
  admin_user: true,
};
