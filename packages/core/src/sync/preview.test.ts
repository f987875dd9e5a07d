import { expect, test } from 'vitest';
import { preview } from './preview.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

const contact = (emails: string[], more = {}) => valuesOf('contacts', { lastName: 'Berg', emails, ...more });

test('a preview counts what would happen, the updates after a match included', () => {
  const links = [
    linkOf({ id: 'new-item', item: itemOf(contact(['n@x.org'])) }),
    linkOf({ id: 'new-record', record: recordOf(contact(['m@x.org']), { id: '9' }) }),
    linkOf({ id: 'i', item: itemOf(contact(['a@x.org'], { jobTitle: 'Head' })) }),
    linkOf({ id: 'r', record: recordOf(contact(['a@x.org'], { department: 'Sales' })) }),
    linkOf({ id: 'twin-1', item: itemOf(contact(['t@x.org'])) }),
    linkOf({ id: 'twin-2', item: itemOf(contact(['t@x.org'])) }),
    linkOf({ id: 'twin-r', record: recordOf(contact(['t@x.org']), { id: '2' }) }),
  ];
  expect(preview(inputOf('contacts', links))).toEqual({
    createInCrm: 1,
    createInMicrosoft: 1,
    matched: 1,
    ambiguous: 3,
    held: 0,
    updateInMicrosoft: 1,
    updateInCrm: 1,
    peopleMailed: 0,
  });
});

test('a preview counts the people who would get mail', () => {
  const attendees = [
    { address: 'a@x.org', name: null, type: null },
    { address: 'b@x.org', name: null, type: null },
  ];
  const times = { title: 'Review', start: '2026-03-01T10:00:00Z', end: '2026-03-01T11:00:00Z' };
  const record = recordOf(valuesOf('meetings', { ...times, attendees }));
  expect(preview(inputOf('meetings', [linkOf({ record })]))).toMatchObject({
    createInMicrosoft: 1,
    peopleMailed: 2,
  });
  const item = itemOf(valuesOf('meetings', { ...times, attendees, location: 'There' }), { attendeeCount: 2 });
  const matched = [linkOf({ id: 'r', record }), linkOf({ id: 'i', item })];
  expect(preview(inputOf('meetings', matched))).toMatchObject({
    matched: 1,
    peopleMailed: 0,
    updateInMicrosoft: 0,
  });
});
