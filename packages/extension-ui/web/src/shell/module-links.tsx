import { NavLink } from '@mantine/core';
import type { ModuleMetadata } from '@syncgrant/contracts';
import { NavLink as RouterLink, useLocation } from 'react-router';
import { findModule, useModules } from '../records/module-words.ts';
import { rightTo } from '../records/record-rights.ts';
import { useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { MODULE_GROUPS, type ModuleGroup, type ModuleLook } from './module-groups.ts';

/** These are open to begin with; another one opens with a page of its modules. */
const OPEN: ReadonlySet<ModuleGroup> = new Set(['sales', 'activities']);

/** The modules that the person sees as tabs, by what they are for. */
export function ModuleLinks({ onNavigate }: { readonly onNavigate: () => void }) {
  const session = useSession();
  const { pathname } = useLocation();
  const modules = useModules().data?.modules ?? [];
  const isShown = (found: ModuleMetadata | undefined, { module }: ModuleLook): found is ModuleMetadata =>
    found?.viewable === true && rightTo(session, 'Tab', module).kind !== 'refused';

  return MODULE_GROUPS.map(({ group, looks }) => {
    const links = looks.flatMap((look) => {
      const found = findModule(modules, look.module);
      return isShown(found, look) ? [{ ...look, label: found.plural_label }] : [];
    });
    const isHere = (to: string): boolean => pathname === to || pathname.startsWith(`${to}/`);
    const here = links.some(({ module }) => isHere(`/records/${module}`));
    if (links.length === 0) return null;
    return (
      <NavLink
        // Opens anew for a page that was reached by another way.
        key={`${group} ${here}`}
        component="button"
        type="button"
        label={text.records.groups[group]}
        defaultOpened={here || OPEN.has(group)}
        childrenOffset={0}
        fw={600}
        fz="xs"
        c="dimmed"
      >
        {links.map(({ module, label, icon: Icon }) => {
          const to = `/records/${module}`;
          return (
            <NavLink
              key={module}
              component={RouterLink}
              to={to}
              label={label}
              active={isHere(to)}
              leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
              onClick={onNavigate}
            />
          );
        })}
      </NavLink>
    );
  });
}
