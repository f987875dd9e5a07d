/** Values that several modules share. */
export const LEAD_SOURCES = [
  'Advertisement',
  'Cold Call',
  'Employee Referral',
  'External Referral',
  'Partner',
  'Trade Show',
] as const;

export const SALUTATIONS = ['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.'] as const;

export const INDUSTRIES = [
  'Communications',
  'Consulting',
  'Education',
  'Finance',
  'Government',
  'Healthcare',
  'Hospitality',
  'Insurance',
  'Manufacturing',
  'Non-Profit',
  'Real Estate',
  'Retail',
  'Technology',
  'Telecommunications',
  'Transportation',
  'Utilities',
] as const;

export const RATINGS = ['Acquired', 'Active', 'Market Failed', 'Project Cancelled', 'Shutdown'] as const;

export const CARRIERS = ['FedEX', 'UPS', 'USPS', 'DHL', 'BlueDart'] as const;

export const PRIORITIES = ['High', 'Highest', 'Low', 'Lowest', 'Normal'] as const;
