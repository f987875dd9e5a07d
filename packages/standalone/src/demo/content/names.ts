const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const FIRST_NAMES = words(`
  Aaron Abigail Adrian Aisha Alejandro Amara Andre Anika Bianca Calvin Camille Carlos Chidi Claire Colin Corinne
  Darius Deborah Diego Dominic Elena Elias Emeka Esther Farah Felix Fiona Gabriel Gloria Grace Hassan Helen
  Hiroshi Ingrid Isaac Ivy Jasmine Joel Jonas Josephine Karim Kavita Keiko Kenneth Laila Leon Lucia Malik
  Marta Mei Miguel Monica Nadia Naomi Nathan Nina Omar Patrick Paula Quentin Rafael Renata Rosa Samir
  Simone Stefan Tamara Theo Valerie Victor Wanda Yusuf Zachary Zoe
`);

export const LAST_NAMES = words(`
  Abbott Adeyemi Akhtar Alvarez Archer Barlow Becker Bennett Bishop Blake Brennan Calloway Castillo Chen Cole
  Conway Cruz Dalton Delgado Donovan Drake Eriksen Farrell Fischer Fleming Foster Fujita Garner Goldberg Gupta
  Hale Hansen Hartley Hayashi Holloway Ibarra Iyer Jansen Kaplan Keller Khan Kowalski Lambert Larkin Lindgren
  Lowe Lucero Marsh Mbeki Mercer Moreau Nakamura Navarro Novak Okafor Olsen Osborne Park Patel Pereira Quinn
  Ramsey Reyes Rossi Sandoval Sato Schmidt Shah Silva Sinclair Sorensen Stanton Tanaka Thornton Tran Vargas
  Walsh Watanabe Weaver Yamada Zhou Zimmerman
`);

export const JOBS = [
  { title: 'Plant Manager', department: 'Operations' },
  { title: 'Maintenance Supervisor', department: 'Maintenance' },
  { title: 'Purchasing Manager', department: 'Purchasing' },
  { title: 'Chief Engineer', department: 'Engineering' },
  { title: 'Facilities Director', department: 'Facilities' },
  { title: 'Buyer', department: 'Purchasing' },
  { title: 'Owner', department: null },
  { title: 'Operations Coordinator', department: 'Operations' },
  { title: 'Process Engineer', department: 'Engineering' },
  { title: 'Accounts Payable Lead', department: 'Finance' },
] as const;

/** What somebody wrote down about a contact. */
export const NOTES = [
  'Prefers a call before noon.',
  'Met at the water technology fair; asked for the stainless steel line.',
  'Decides together with the plant manager. Budget year begins in July.',
  'Keeps spare seals on site; reorder in lots of twelve.',
  'Away on Fridays. In urgent cases call the mobile.',
  'Wants invoices by e-mail, never on paper.',
] as const;

export const LEAD_SOURCES = [
  'Trade Show',
  'Partner',
  'Cold Call',
  'External Referral',
  'Advertisement',
] as const;
