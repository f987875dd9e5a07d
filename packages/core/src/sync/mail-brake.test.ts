import { describe, expect, test } from 'vitest';
import type { Canonical } from './canonical.ts';
import type { LinkView } from './link.ts';
import { BRAKE_MINIMUM, MAIL_LIMIT, plan } from './plan.ts';
import { preview } from './preview.ts';
import { inputOf, itemOf, linkOf, recordOf, valuesOf } from './testing-items.ts';

/** A meeting with so many participants; each one at a time of its own. */
function meeting(number: number, people: number): Canonical {
  const day = String(number + 1).padStart(2, '0');
  return valuesOf('meetings', {
    title: `Review ${number}`,
    start: `2026-03-${day}T10:00:00Z`,
    end: `2026-03-${day}T11:00:00Z`,
    attendees: Array.from({ length: people }, (_, index) => ({
      address: `p${index}@example.test`,
      name: null,
      type: 'required',
      crm: null,
    })),
  });
}

/** Meetings of the CRM that are not at Microsoft yet: each would invite its people. */
const invitations = (meetings: number, people: number): LinkView[] =>
  Array.from({ length: meetings }, (_, number) =>
    linkOf({ id: `n${number}`, record: recordOf(meeting(number, people), { id: `${number}` }) }),
  );

/** Meetings that were deleted in the CRM: their people would be told that they are off. */
const cancellations = (meetings: number, people: number): LinkView[] =>
  Array.from({ length: meetings }, (_, number) => {
    const values = meeting(number, people);
    return linkOf({
      id: `c${number}`,
      item: itemOf(values, { attendeeCount: people }),
      record: recordOf(values, { id: `${number}`, deleted: true }),
      bases: { crm: values, microsoft: values },
    });
  });

const planOf = (
  links: readonly LinkView[],
  confirmed: { confirmedMail?: number; confirmedDeletions?: number; alreadyMailed?: number } = {},
) => {
  const { operations, outcomes, brake } = plan(inputOf('meetings', links, { linkCount: 10, ...confirmed }));
  return { sent: operations.length, reasons: outcomes.map(({ reason }) => reason), brake };
};

describe('the brake on mail', () => {
  test('lets as many people be written to as the limit says, and holds what goes beyond', () => {
    expect(planOf(invitations(5, MAIL_LIMIT / 5))).toEqual({ sent: 5, reasons: [], brake: null });
    expect(planOf([...invitations(5, MAIL_LIMIT / 5), ...cancellations(1, 1)])).toMatchObject({
      sent: 0,
      brake: { deletions: 0, linkCount: 10, peopleMailed: MAIL_LIMIT + 1 },
    });
  });

  test('counts whom earlier plans of the tick have written to', () => {
    const links = invitations(2, 10);
    expect(planOf(links, { alreadyMailed: MAIL_LIMIT - 20 })).toMatchObject({ sent: 2, brake: null });
    expect(planOf(links, { alreadyMailed: MAIL_LIMIT - 19 })).toMatchObject({
      sent: 0,
      brake: { peopleMailed: 20 },
    });
  });

  test('what mails nobody goes on while the rest is held', () => {
    const quiet = linkOf({ id: 'quiet', record: recordOf(meeting(20, 0), { id: '20' }) });
    const { sent, reasons } = planOf([...invitations(1, MAIL_LIMIT + 1), quiet]);
    expect([sent, reasons]).toEqual([1, ['mail_brake']]);
  });

  test('lets pass what was confirmed, and asks again when it became more', () => {
    const links = invitations(6, 10);
    expect(planOf(links, { confirmedMail: 60 })).toEqual({ sent: 6, reasons: [], brake: null });
    expect(planOf(links, { confirmedMail: 59 }).brake).toMatchObject({ peopleMailed: 60 });
  });

  test('deletions are asked about once: confirmed ones are not held for their mail', () => {
    const links = cancellations(BRAKE_MINIMUM + 1, 20);
    expect(planOf(links).brake).toEqual({ deletions: 6, linkCount: 10, peopleMailed: 0 });
    expect(planOf(links, { confirmedDeletions: 6 })).toEqual({ sent: 6, reasons: [], brake: null });
  });

  test('both brakes may hold, each what is its own', () => {
    const { sent, reasons, brake } = planOf([...invitations(6, 10), ...cancellations(6, 1)]);
    expect([sent, brake]).toEqual([0, { deletions: 6, linkCount: 10, peopleMailed: 60 }]);
    expect(reasons.toSorted()).toEqual([...Array(6).fill('delete_brake'), ...Array(6).fill('mail_brake')]);
  });

  test('the preview counts everybody, whatever the limit is, and its number is enough to start with', () => {
    const links = invitations(8, 10);
    const { peopleMailed, createInMicrosoft, held } = preview(inputOf('meetings', links));
    expect([peopleMailed, createInMicrosoft, held]).toEqual([80, 8, 0]);
    expect(planOf(links, { confirmedMail: peopleMailed }).sent).toBe(8);
  });
});
