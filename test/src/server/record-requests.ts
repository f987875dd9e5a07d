import type { Endpoint } from '@syncgrant/contracts';
import type { Answer, Browser } from './browser.ts';

/** A query and a body that each endpoint about records takes, for tests that go through all of them. */
const TAKEN: Readonly<Record<string, { readonly query?: string; readonly json?: object }>> = {
  listRecords: { query: 'fields=id' },
  getRecord: {},
  createRecords: { json: { data: [{ Last_Name: 'x' }] } },
  updateRecords: { json: { data: [{ id: '1', Last_Name: 'x' }] } },
  updateRecord: { json: { data: [{ Last_Name: 'x' }] } },
  upsertRecords: { json: { data: [{ Last_Name: 'x', Email: 'x@y.example' }] } },
  deleteRecords: { query: 'ids=1,2' },
  deleteRecord: {},
  listDeletedRecords: {},
  searchRecords: { query: 'word=kowalski' },
  countRecords: {},
  exportRecords: {},
  createImport: {},
  changeImport: { json: {} },
  runImport: { json: {} },
  cancelImport: { json: {} },
  listImports: {},
  getImport: {},
  listImportRows: {},
  exportImportRows: {},
  listAttachments: {},
  getAttachment: {},
  uploadAttachment: {},
  deleteAttachments: { query: 'ids=1' },
  deleteAttachment: {},
  importAttachments: {},
  getPhoto: {},
  uploadPhoto: {},
  deletePhoto: {},
  massUpdateRecords: { json: { data: [{ Phone: '1' }], ids: ['1'] } },
  massDeleteRecords: { json: { ids: ['1'] } },
  massChangeStatus: { json: { ids: ['1'], data: [{ Lead_Status: 'Contacted' }] } },
  readSheet: {},
  writeSheet: { json: { data: [{ Last_Name: 'x' }] } },
  changeOwners: { json: { ids: ['1'], owner: { id: '1' } } },
  getInvitation: {},
  answerInvitation: { json: { answer: 'accepted' } },
  changeOwner: { json: { owner: { id: '1' } } },
  listOccurrences: {},
  changeOccurrence: { json: { data: [{ Event_Title: 'x' }] } },
  leaveOutOccurrence: {},
  splitSeries: { json: { data: [{ Event_Title: 'x' }] } },
  cloneRecord: {},
  convertRecord: { json: { data: [{}] } },
  getConversionOptions: {},
  findDuplicates: {},
  mergeRecords: { json: { merge: [{ data: [{ id: '2' }] }] } },
  listRecordNotes: {},
  createRecordNotes: { json: { data: [{ Note_Content: 'x' }] } },
  massTransferRecords: { json: { from: { id: '1' }, to: { id: '2' } } },
};

/** Calls an endpoint about records; throws on one that this file does not know how to call. */
export function callRecords(
  browser: Browser,
  { id, method, path }: Endpoint,
  module: string,
  given: { json?: object; query?: string; recordId?: string; namedId?: string } = {},
): Promise<Answer> {
  const taken = TAKEN[id];
  if (taken === undefined) throw new Error(`say what ${id} takes`);
  // The record that query and body name is number 1, unless the test has one.
  const named = (text: string) =>
    given.namedId === undefined ? text : text.replaceAll(/(?<=["=])1(?=[",&]|$)/g, given.namedId);
  const ofQuery = given.query ?? taken.query;
  const query = ofQuery === undefined ? undefined : named(ofQuery);
  const address = path
    .replace(':module', module)
    .replace(':id', given.recordId ?? '1')
    .replace(':date', '2040-03-12')
    .replace(/:\w+/, '1');
  const json = given.json ?? taken.json;
  return browser.send(method, query === undefined ? address : `${address}?${query}`, {
    ...(json !== undefined &&
      method !== 'GET' && { json: JSON.parse(named(JSON.stringify(json))) as object }),
  });
}
