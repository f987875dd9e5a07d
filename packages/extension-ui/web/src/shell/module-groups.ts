import type { CrmModule } from '@syncgrant/contracts';
import {
  IconAddressBook,
  IconBox,
  IconBuildingSkyscraper,
  IconBulb,
  IconCalendarEvent,
  IconChecklist,
  IconFileDollar,
  IconFileInvoice,
  IconLifebuoy,
  IconNotes,
  IconPhone,
  IconShoppingCart,
  IconSpeakerphone,
  IconSwords,
  IconTags,
  IconTargetArrow,
  IconTruckDelivery,
  IconUserSearch,
  IconBuildingStore,
  type Icon,
} from '@tabler/icons-react';

export type ModuleGroup = 'sales' | 'activities' | 'inventory' | 'support' | 'marketing';

export interface ModuleLook {
  readonly module: CrmModule;
  readonly icon: Icon;
}

/** Where the navigation has each module, and how it looks there. */
export const MODULE_GROUPS: readonly {
  readonly group: ModuleGroup;
  readonly looks: readonly ModuleLook[];
}[] = [
  {
    group: 'sales',
    looks: [
      { module: 'Leads', icon: IconUserSearch },
      { module: 'Contacts', icon: IconAddressBook },
      { module: 'Accounts', icon: IconBuildingSkyscraper },
      { module: 'Deals', icon: IconTargetArrow },
      { module: 'Competitors', icon: IconSwords },
    ],
  },
  {
    group: 'activities',
    looks: [
      { module: 'Events', icon: IconCalendarEvent },
      { module: 'Tasks', icon: IconChecklist },
      { module: 'Calls', icon: IconPhone },
      { module: 'Notes', icon: IconNotes },
    ],
  },
  {
    group: 'inventory',
    looks: [
      { module: 'Products', icon: IconBox },
      { module: 'Price_Books', icon: IconTags },
      { module: 'Quotes', icon: IconFileDollar },
      { module: 'Sales_Orders', icon: IconShoppingCart },
      { module: 'Purchase_Orders', icon: IconTruckDelivery },
      { module: 'Invoices', icon: IconFileInvoice },
      { module: 'Vendors', icon: IconBuildingStore },
    ],
  },
  {
    group: 'support',
    looks: [
      { module: 'Cases', icon: IconLifebuoy },
      { module: 'Solutions', icon: IconBulb },
    ],
  },
  { group: 'marketing', looks: [{ module: 'Campaigns', icon: IconSpeakerphone }] },
];
