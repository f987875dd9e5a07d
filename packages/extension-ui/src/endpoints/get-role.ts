import { getRole } from '@syncgrant/contracts';
import { ONLY_ROLE } from '../administration/only-role.ts';
import { unknownId } from '../http/answer.ts';
import { defineRoute } from '../http/route.ts';

export const getRoleRoute = defineRoute(getRole, async ({ params }) =>
  params.id === ONLY_ROLE.id ? { roles: [ONLY_ROLE] } : unknownId({ resource_path_index: 2 }),
);
