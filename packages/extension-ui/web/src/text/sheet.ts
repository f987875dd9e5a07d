import { some } from './words.ts';

/** Records as a table that is written in. */
export const sheet = {
  action: 'Sheet',
  title: (many: string) => `${many} as a sheet`,
  lead: 'Choose a cell to write in it. Nothing is saved before you say so, and a row that somebody else changed meanwhile is left as it is.',
  save: (rows: number) => (rows === 0 ? 'Save' : `Save ${some(rows, 'row', 'rows')}`),
  discard: 'Discard changes',
  addRow: 'New row',
  row: 'Row',
  newRow: 'new',
  cell: (column: string, row: string) => `${column} of ${row}`,
  readOnly: 'Cannot be written here',
  saved: (rows: number) => `${some(rows, 'row was', 'rows were')} saved.`,
  notSaved: (rows: number) =>
    `${some(rows, 'row was', 'rows were')} not saved. What you wrote is still here.`,
  empty: 'There are no records yet. Add a row to create one.',
};
