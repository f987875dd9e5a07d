import {
  getMicrosoftCards,
  getProfile,
  getRecord,
  getSetup,
  listContainers,
  listRecordNotes,
  listRecords,
  listTimeline,
  searchRecords,
} from '@syncgrant/contracts';
import { expect, test } from 'vitest';
import { isAffected } from './live-event-queries.ts';
import { queryKeyOf } from './use-api.ts';

test('a changed setup refreshes the cards and that module’s queries, and nothing else', () => {
  const event = { type: 'setup_changed', module: 'contacts' } as const;
  const contacts = { params: { module: 'contacts' } };
  expect(isAffected(event, queryKeyOf(getMicrosoftCards))).toBe(true);
  expect(isAffected(event, queryKeyOf(getSetup, contacts))).toBe(true);
  expect(isAffected(event, queryKeyOf(listTimeline, contacts))).toBe(true);
  expect(isAffected(event, queryKeyOf(listContainers, contacts))).toBe(false);
  expect(isAffected(event, queryKeyOf(getSetup, { params: { module: 'tasks' } }))).toBe(false);
  expect(isAffected(event, queryKeyOf(getProfile, { params: { id: '1' } }))).toBe(false);
});

test('changed records refresh the lists and records of their module only', () => {
  const event = { type: 'records_changed', module: 'Events' } as const;
  expect(isAffected(event, queryKeyOf(listRecords, { params: { module: 'Events' } }))).toBe(true);
  expect(isAffected(event, queryKeyOf(getRecord, { params: { module: 'Events', id: '1' } }))).toBe(true);
  expect(isAffected(event, queryKeyOf(searchRecords, { params: { module: 'Events' } }))).toBe(true);
  expect(isAffected(event, queryKeyOf(listRecords, { params: { module: 'Tasks' } }))).toBe(false);
});

test('changed notes refresh the notes of records of any module', () => {
  const notes = queryKeyOf(listRecordNotes, { params: { module: 'Leads', id: '1' } });
  expect(isAffected({ type: 'records_changed', module: 'Notes' }, notes)).toBe(true);
  expect(isAffected({ type: 'records_changed', module: 'Leads' }, notes)).toBe(false);
});

test('changed grants refresh everything', () => {
  expect(isAffected({ type: 'grants_changed' }, queryKeyOf(getProfile, { params: { id: '1' } }))).toBe(true);
});
