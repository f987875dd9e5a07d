export {
  CATALOGUE,
  ancestorsOf,
  descendantsOf,
  findPermission,
  findPermissionById,
  parsePermissionName,
  permissionOf,
  type Catalogue,
  type Category,
  type Permission,
  type PermissionName,
  type Section,
} from './catalogue.ts';
export { compileProfile, type CompiledProfile } from './compile.ts';
export type { DecisionContext } from './context.ts';
export { decide, decideField, decidePrepared, decideRecord, decideTakingPart } from './decide.ts';
export { prepareModule, prepareRequest } from './question-number.ts';
export {
  DATA_CENTER_NAMES,
  DATA_CENTERS,
  EDITION_NAMES,
  EDITIONS,
  microsoftAvailability,
  type Availability,
  type AvailabilityRule,
  type DataCenter,
  type Edition,
  type Unavailable,
} from './edition.ts';
export { isEnforced } from './enforced.ts';
export { explain, type Explanation } from './explain.ts';
export {
  grantImpact,
  isNothing,
  type GainAndLoss,
  type FieldImpact,
  type FieldOpenness,
  type GrantImpact,
  type ModuleImpact,
  type ModuleRightName,
  type SyncEffect,
  type SyncImpact,
} from './grant-impact.ts';
export { MODULE_NAMES, MODULES, parseModuleName, type ModuleName } from './modules.ts';
export {
  systemProfile,
  type FieldAccess,
  type FieldRestriction,
  type Profile,
  type ProfileKind,
  type SystemProfileKind,
} from './profile.ts';
export type {
  DecisionRequest,
  FieldRequest,
  PermissionRequest,
  PreparedModule,
  PreparedRequest,
  RecordRequest,
  SyncRequest,
  Via,
} from './request.ts';
export type {
  Decision,
  Granted,
  GrantRule,
  RecordAction,
  RefusalRule,
  Refused,
  Rule,
  RuleCode,
} from './rule.ts';
export { decideSync, type GrantedSync, type SyncGrant } from './sync-grant.ts';
export { SYNC_MODULE_NAMES, SYNC_MODULES, type SyncModule } from './sync-module.ts';
export type { FieldAccessChange } from './field-access-change.ts';
export type { PermissionToggle } from './permission-change.ts';
export type { ActingUser, PlanRefusal, PlanRule, Refusing } from './plan-refusal.ts';
export {
  planProfileChange,
  type PlannedProfileChange,
  type ProfileChange,
  type ProfileChangeInput,
} from './profile-change.ts';
export {
  planProfileClone,
  planProfileDeletion,
  type PlannedProfileClone,
  type PlannedProfileDeletion,
  type ProfileCloneInput,
  type ProfileDeletionInput,
} from './profile-lifecycle.ts';
export {
  planGroupChange,
  planGroupCreation,
  planGroupDeletion,
  type Group,
  type GroupChange,
  type GroupMember,
  type PlannedGroup,
} from './group-change.ts';
export {
  planRoleChange,
  planRoleCreation,
  planRoleDeletion,
  type PlannedRole,
  type RoleChange,
  type RoleDeletionInput,
} from './role-change.ts';
export { rolesAbove, rolesBelow, type Role } from './role-tree.ts';
export {
  planUserActivation,
  planUserCreation,
  planUserDeactivation,
  planUserDeletion,
  planUserProfileAssignment,
  planUserRoleAssignment,
  type ChangedUser,
  type PlannedUserChange,
} from './user-change.ts';
