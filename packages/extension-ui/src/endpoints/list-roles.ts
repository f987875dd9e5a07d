import { listRoles } from '@syncgrant/contracts';
import { ONLY_ROLE } from '../administration/only-role.ts';
import { defineRoute } from '../http/route.ts';

export const listRolesRoute = defineRoute(listRoles, async () => ({ roles: [ONLY_ROLE] }));
