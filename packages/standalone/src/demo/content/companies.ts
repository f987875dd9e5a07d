/** Where customers work. Telephone numbers are made of the area code and 555-01xx, which nobody has. */
export interface Customer {
  readonly name: string;
  readonly domain: string;
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly areaCode: string;
}

const customer = (
  name: string,
  domain: string,
  street: string,
  city: string,
  state: string,
  zip: string,
  areaCode: string,
): Customer => ({ name, domain: `${domain}.example`, street, city, state, zip, areaCode });

export const CUSTOMERS: readonly Customer[] = [
  customer('Alder Creek Brewing', 'aldercreek', '118 Water Street', 'Portland', 'OR', '97209', '503'),
  customer('Bayside Aquarium', 'baysideaquarium', '2 Harbor Walk', 'Monterey', 'CA', '93940', '831'),
  customer('Bluestem Dairy', 'bluestemdairy', '4410 County Road 9', 'Madison', 'WI', '53704', '608'),
  customer('Cedar Point Marina', 'cedarpointmarina', '77 Quay Road', 'Duluth', 'MN', '55802', '218'),
  customer('Cloverfield Greenhouses', 'cloverfield', '900 Orchard Lane', 'Salem', 'OR', '97301', '503'),
  customer('Copper Basin Mining', 'copperbasin', '15 Smelter Road', 'Butte', 'MT', '59701', '406'),
  customer('Dunmore Textiles', 'dunmore', '340 Mill Street', 'Lowell', 'MA', '01852', '978'),
  customer('Eastgate Hospital', 'eastgatehospital', '1200 Grand Avenue', 'Columbus', 'OH', '43215', '614'),
  customer('Fairhaven Paper', 'fairhavenpaper', '61 Canal Row', 'Holyoke', 'MA', '01040', '413'),
  customer('Fernhill Golf Club', 'fernhillgolf', '8 Fairway Drive', 'Pinehurst', 'NC', '28374', '910'),
  customer('Foxglove Hotels', 'foxglovehotels', '455 Lake Shore Drive', 'Chicago', 'IL', '60611', '312'),
  customer('Granite State Foods', 'granitestatefoods', '29 Depot Street', 'Concord', 'NH', '03301', '603'),
  customer('Greenbriar Resorts', 'greenbriarresorts', '1 Spring House Lane', 'Roanoke', 'VA', '24011', '540'),
  customer('Harborview Apartments', 'harborview', '300 Pier Avenue', 'Seattle', 'WA', '98101', '206'),
  customer('Highline Cold Storage', 'highlinecold', '2205 Freight Way', 'Denver', 'CO', '80216', '303'),
  customer('Hollow Oak Winery', 'hollowoak', '5120 Vineyard Road', 'Napa', 'CA', '94558', '707'),
  customer('Ironwood Fabrication', 'ironwoodfab', '84 Foundry Street', 'Pittsburgh', 'PA', '15222', '412'),
  customer('Juniper Springs Water', 'junipersprings', '10 Reservoir Road', 'Boise', 'ID', '83702', '208'),
  customer('Kestrel Airport Services', 'kestrelairport', '700 Terminal Road', 'Tulsa', 'OK', '74115', '918'),
  customer('Lakeland Schools', 'lakelandschools', '25 Academy Street', 'Lakeland', 'FL', '33801', '863'),
  customer('Larkspur Laundry', 'larkspurlaundry', '618 Union Street', 'Oakland', 'CA', '94607', '510'),
  customer('Maple Ridge Ski Area', 'mapleridgeski', '1 Summit Road', 'Stowe', 'VT', '05672', '802'),
  customer('Meadowbrook Creamery', 'meadowbrook', '73 Pasture Lane', 'Burlington', 'VT', '05401', '802'),
  customer('Millrace Foods', 'millracefoods', '46 Weir Street', 'Rochester', 'NY', '14604', '585'),
  customer('Northfield Ethanol', 'northfieldethanol', '3300 Grain Road', 'Ames', 'IA', '50010', '515'),
  customer('Old Mill Distillery', 'oldmilldistillery', '12 Barrel Court', 'Bardstown', 'KY', '40004', '502'),
  customer('Orchard Park District', 'orchardpark', '500 Civic Plaza', 'Buffalo', 'NY', '14202', '716'),
  customer('Pelican Bay Seafood', 'pelicanbay', '88 Dock Street', 'Mobile', 'AL', '36602', '251'),
  customer('Pine Hollow Farms', 'pinehollow', '7721 Ridge Road', 'Lancaster', 'PA', '17603', '717'),
  customer('Quarry Lane Concrete', 'quarrylane', '310 Gravel Road', 'San Antonio', 'TX', '78207', '210'),
  customer('Redwood Ice', 'redwoodice', '19 Arctic Way', 'Eureka', 'CA', '95501', '707'),
  customer('Rivermouth Shipyard', 'rivermouth', '4 Slipway', 'Norfolk', 'VA', '23510', '757'),
  customer('Saltmarsh Farms', 'saltmarshfarms', '655 Levee Road', 'Fresno', 'CA', '93721', '559'),
  customer('Silver Lake Waterworks', 'silverlakewater', '1 Pumphouse Road', 'Reno', 'NV', '89501', '775'),
  customer('Stonebridge Biotech', 'stonebridgebio', '201 Science Drive', 'Durham', 'NC', '27703', '919'),
  customer('Sunrise Citrus', 'sunrisecitrus', '4000 Grove Road', 'Orlando', 'FL', '32801', '407'),
  customer('Tidewater Power', 'tidewaterpower', '950 Turbine Avenue', 'Savannah', 'GA', '31401', '912'),
  customer('Timberline Lodges', 'timberlinelodges', '33 Alpine Way', 'Bend', 'OR', '97701', '541'),
  customer('Upland Nurseries', 'uplandnurseries', '142 Seedling Lane', 'Medford', 'OR', '97501', '541'),
  customer('Wheatland Mills', 'wheatlandmills', '60 Elevator Street', 'Wichita', 'KS', '67202', '316'),
];
