import type { SyncModule } from '@syncgrant/core';
import { IconAddressBook, IconCalendarEvent, IconChecklist, type Icon } from '@tabler/icons-react';

export const MODULE_ICON: Readonly<Record<SyncModule, Icon>> = {
  meetings: IconCalendarEvent,
  contacts: IconAddressBook,
  tasks: IconChecklist,
};
