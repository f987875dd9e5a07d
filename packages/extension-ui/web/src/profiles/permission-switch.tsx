import { Box, Group, Switch, Tooltip } from '@mantine/core';
import { text } from '../text.ts';
import { isInEffect } from './in-effect.ts';
import { NoEffectMark } from './no-effect-mark.tsx';
import { missingParents, titleOf, type Permission, type PermissionTree } from './permission-tree.ts';
import type { PermissionSwitches } from './use-permission-switch.ts';

/** What every switch of a profile page needs to know. */
export interface SwitchBoard extends PermissionSwitches {
  readonly tree: PermissionTree;
  /** Nothing in this profile can be changed by the reader. */
  readonly locked: boolean;
}

/** One permission. A switch that cannot be used says why. */
export function PermissionSwitch({
  permission,
  board,
  label,
  description,
  compact = false,
}: {
  readonly permission: Permission;
  readonly board: SwitchBoard;
  readonly label: string;
  readonly description?: string;
  /** The switch alone, its label for assistive technology and its reason on hover. */
  readonly compact?: boolean;
}) {
  const reason = unusableReason(permission, board);
  const refusal = board.refusals.get(permission.id);
  const control = {
    checked: permission.enabled,
    disabled: board.locked || reason !== null,
    onChange: (event: { readonly currentTarget: { readonly checked: boolean } }) =>
      board.set(permission.id, event.currentTarget.checked),
  };

  if (!compact) {
    const inEffect = isInEffect(permission.name);
    return (
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Switch
          {...control}
          label={label}
          // The label element holds the description too, which describes the switch but does not name it.
          aria-label={label}
          description={reason ?? description ?? null}
          error={refusal ?? null}
          {...(!inEffect && { 'aria-description': text.profile.noEffectNote })}
        />
        {!inEffect && <NoEffectMark />}
      </Group>
    );
  }
  const hint = refusal ?? reason;
  return (
    <Tooltip label={hint ?? ''} disabled={hint === null || hint === undefined}>
      <Box display="flex" style={{ justifyContent: 'center' }}>
        <Switch {...control} aria-label={label} error={refusal !== undefined} />
      </Box>
    </Tooltip>
  );
}

function unusableReason(permission: Permission, { tree, locked }: SwitchBoard): string | null {
  if (locked) return null;
  if (!permission.customizable) return text.profile.fixed;
  const missing = permission.enabled ? [] : missingParents(tree, permission);
  return missing.length > 0 ? text.profile.needs(missing.map(titleOf)) : null;
}
