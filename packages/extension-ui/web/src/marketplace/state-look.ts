import type { Actor, SetupState } from '@syncgrant/core';
import {
  IconAlertOctagon,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconFolderOff,
  IconHelpHexagon,
  IconLogin2,
  IconMailOff,
  IconPlayerPause,
  IconPlugConnectedX,
  IconProgressDown,
  IconSettings,
  IconShieldLock,
  IconTool,
  IconTrash,
  IconUser,
  IconUserShield,
  type Icon,
} from '@tabler/icons-react';

/** How a state looks. Its words are in the text file, its reason comes from the server. */
export const STATE_LOOK: Readonly<Record<SetupState, { readonly icon: Icon; readonly color: string }>> = {
  unavailable: { icon: IconBan, color: 'gray' },
  not_enabled: { icon: IconPlugConnectedX, color: 'gray' },
  paused: { icon: IconPlayerPause, color: 'yellow' },
  setting_up: { icon: IconSettings, color: 'blue' },
  failing: { icon: IconAlertOctagon, color: 'red' },
  mailbox_unavailable: { icon: IconMailOff, color: 'orange' },
  admin_consent_needed: { icon: IconShieldLock, color: 'orange' },
  sign_in_needed: { icon: IconLogin2, color: 'orange' },
  container_gone: { icon: IconFolderOff, color: 'orange' },
  confirmation_needed: { icon: IconHelpHexagon, color: 'grape' },
  delayed: { icon: IconClockPause, color: 'yellow' },
  removing: { icon: IconTrash, color: 'gray' },
  first_sync: { icon: IconProgressDown, color: 'blue' },
  active: { icon: IconCircleCheck, color: 'teal' },
};

/** Who can do something about a state; nobody has to where it goes by itself. */
export const ACTOR_ICON: Readonly<Record<Exclude<Actor, 'nobody'>, Icon>> = {
  user: IconUser,
  administrator: IconUserShield,
  microsoft_administrator: IconShieldLock,
  operator: IconTool,
};
