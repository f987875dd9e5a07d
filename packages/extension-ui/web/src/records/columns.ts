import type { CrmModule } from '@syncgrant/contracts';
import { displayFieldOf, PHOTO_FIELD } from '@syncgrant/core';

/** What a list shows of each module, the name first; fields the caller may not see are left out. */
export const COLUMNS: Readonly<Record<CrmModule, readonly [name: string, ...others: string[]]>> = {
  Leads: ['Full_Name', 'Company', 'Email', 'Phone', 'Lead_Status', 'Owner'],
  Accounts: ['Account_Name', 'Phone', 'Website', 'Industry', 'Owner'],
  Contacts: ['Full_Name', 'Email', 'Phone', 'Mobile', 'Modified_Time'],
  Deals: ['Deal_Name', 'Amount', 'Stage', 'Closing_Date', 'Account_Name', 'Owner'],
  Campaigns: ['Campaign_Name', 'Status', 'Type', 'Start_Date', 'End_Date'],
  Cases: ['Subject', 'Status', 'Priority', 'Case_Origin', 'Owner'],
  Solutions: ['Solution_Title', 'Status', 'Product_Name', 'Published', 'Modified_Time'],
  Products: ['Product_Name', 'Unit_Price', 'Product_Code', 'Product_Active', 'Vendor_Name'],
  Price_Books: ['Price_Book_Name', 'Active', 'Pricing_Model', 'Owner', 'Modified_Time'],
  Quotes: ['Subject', 'Grand_Total', 'Quote_Stage', 'Account_Name', 'Valid_Till'],
  Sales_Orders: ['Subject', 'Grand_Total', 'Status', 'Account_Name', 'Due_Date'],
  Purchase_Orders: ['Subject', 'Grand_Total', 'Status', 'Vendor_Name', 'Due_Date'],
  Invoices: ['Subject', 'Grand_Total', 'Status', 'Account_Name', 'Due_Date'],
  Vendors: ['Vendor_Name', 'Email', 'Phone', 'Category', 'Website'],
  Calls: ['Subject', 'Call_Start_Time', 'Call_Type', 'Call_Result', 'Who_Id'],
  Events: ['Event_Title', 'Start_DateTime', 'End_DateTime', 'Venue'],
  Tasks: ['Subject', 'Due_Date', 'Status', 'Priority', 'Modified_Time'],
  Notes: ['Note_Title', 'Note_Content', 'Parent_Id', 'Owner', 'Modified_Time'],
  Competitors: ['Competitor_Name', 'Website', 'Deal_Name', 'Owner', 'Modified_Time'],
};

/** What a list reads besides its columns, for the marks and the photo at a record's name. */
export const MARK_FIELDS: Readonly<Partial<Record<CrmModule, readonly string[]>>> = {
  Leads: [PHOTO_FIELD],
  Accounts: [PHOTO_FIELD],
  Contacts: [PHOTO_FIELD],
  Products: [PHOTO_FIELD],
  Vendors: [PHOTO_FIELD],
  Events: ['All_day', 'Recurring_Activity'],
  Tasks: ['Recurring_Activity'],
};

/** Fields to head a record's page, the first that has a value. */
export const titleFieldsOf = (module: CrmModule): readonly string[] => [
  displayFieldOf(module),
  ...(OTHER_TITLES[module] ?? []),
];

const OTHER_TITLES: Readonly<Partial<Record<CrmModule, readonly string[]>>> = {
  Leads: ['Last_Name', 'First_Name', 'Company', 'Email'],
  Contacts: ['Last_Name', 'First_Name', 'Email'],
  Notes: ['Note_Content'],
};
