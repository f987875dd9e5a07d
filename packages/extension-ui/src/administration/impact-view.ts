import {
  explain,
  findField,
  MODULES,
  permissionOf,
  RECORD_MODULES,
  type FieldImpact,
  type GrantImpact,
  type ModuleImpact,
  type PermissionName,
  type Profile,
  type SyncGrant,
} from '@syncgrant/core';
import type { ProfileImpact } from '@syncgrant/contracts';

/** What users gain and lose, with the names that people know. */
export function profileImpactView(
  impact: GrantImpact,
  from: Profile,
  to: Profile,
  userCount: number,
): ProfileImpact {
  return {
    from: { id: from.id, name: from.name },
    to: { id: to.id, name: to.name },
    userCount,
    permissions: {
      gained: impact.permissions.gained.map(permissionView),
      lost: impact.permissions.lost.map(permissionView),
    },
    modules: impact.modules.map(({ module, gained, lost }) => ({
      module,
      label: MODULES[module].label,
      gained: gained.map(rightView),
      lost: lost.map(rightView),
    })),
    fields: impact.fields.map(({ module, field, before, after, inRows }) => ({
      module,
      moduleLabel: MODULES[module].label,
      field,
      label: labelOf(module, field),
      before,
      after,
      inRows,
    })),
    syncs: impact.syncs.map(({ syncModule, change, before, after, effects }) => ({
      module: syncModule,
      change,
      before: grantView(before),
      after: grantView(after),
      effects: { gained: [...effects.gained], lost: [...effects.lost] },
    })),
  };
}

function permissionView(name: PermissionName) {
  const { id, title, restriction } = permissionOf(name);
  return { id, name, label: title, restriction };
}

const rightView = ({ action, via }: ModuleImpact['gained'][number]) => ({ action, via: via ?? null });

function labelOf(module: FieldImpact['module'], field: string): string {
  const known = RECORD_MODULES.find((name) => name === module);
  return known === undefined ? field : (findField(known, field)?.label ?? field);
}

function grantView(grant: SyncGrant) {
  const { rule, message } = explain(grant);
  return { granted: grant.granted, reason: rule.code, message };
}
