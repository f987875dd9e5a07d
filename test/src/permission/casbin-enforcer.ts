import { newEnforcer, newModelFromString, type Enforcer } from 'casbin';
import type { Profile } from '@syncgrant/core';
import { caslRules, type ProfileRequest } from './casl-ability.ts';

/** Casbin's access control list with rules that forbid. A field is `Contacts.Email`; its module's rules reach it too. */
const MODEL = `
[request_definition]
r = module, object, action
[policy_definition]
p = object, action, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.action == p.action && (r.object == p.object || r.module == p.object)
`;

const OTHERS = '.others';

/** The rules of `caslRules` as policies of casbin; what is done to records of other users has a name of its own. */
export async function casbinEnforcer(profile: Profile): Promise<Enforcer> {
  const policies = caslRules(profile).flatMap(({ action, subject, fields, inverted, conditions }) => {
    const effect = inverted === true ? 'deny' : 'allow';
    const objects = fields === undefined ? [subject] : fields.map((field) => `${subject}.${field}`);
    const forOthers = fields === undefined && conditions === undefined;
    const actions = action.flatMap((each) => (forOthers ? [each, each + OTHERS] : [each]));
    return objects.flatMap((object) => actions.map((each) => [object, each, effect]));
  });
  const enforcer = await newEnforcer(newModelFromString(MODEL));
  await enforcer.addPolicies(policies);
  return enforcer;
}

/** A request in casbin's words, made once. */
export function casbinQuestion(request: ProfileRequest): readonly [string, string, string] {
  switch (request.kind) {
    case 'permission':
      return [request.permission, request.permission, 'use'];
    case 'record': {
      const { module, action, via, owned } = request;
      return [module, module, `${via ?? 'page'}.${action}${owned === false ? OTHERS : ''}`];
    }
    case 'field': {
      const { module, field, access, via } = request;
      return [module, `${module}.${field}`, `${via ?? 'page'}.${access}`];
    }
  }
}
