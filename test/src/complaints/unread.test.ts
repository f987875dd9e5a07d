import { describe, expect, it } from 'vitest';
import type { FaultInput } from '@syncgrant/emulator';
import type { Company, GraphAnswer } from '../support/company.ts';
import { EITHER_DATABASE } from '../support/databases.ts';
import { useCompany } from '../support/use-company.ts';

let company: Company;

const MINUTE_MS = 60_000;
const NAMES = ['Curie', 'Hopper', 'Lovelace'];

const names = async (): Promise<string[]> =>
  (await company.records('contacts')).map(({ fields }) => String(fields['Last_Name'])).toSorted();
const atMicrosoft = async (): Promise<GraphAnswer[]> =>
  (await company.graph('GET', '/me/contacts?$top=999')).value;
async function addAtMicrosoft(...surnames: readonly string[]): Promise<void> {
  for (const surname of surnames) await company.graph('POST', '/me/contacts', { surname });
}
async function ticks(count: number): Promise<void> {
  for (let round = 0; round < count; round += 1) {
    await company.tick();
    company.clock.advance(20 * MINUTE_MS);
  }
}

async function steer(path: string, body: object): Promise<void> {
  const request = new Request(`http://emulator.test/_emulator/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const answer = await company.emulator.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
}

describe.each(EITHER_DATABASE)('what could not be read, on $name', (kind) => {
  useCompany(kind, (opened) => {
    company = opened;
  });

  const refusal = (status: number, code: string): FaultInput['action'] => ({
    status,
    body: { error: { code, message: 'no' } },
  });

  it.each([
    refusal(503, 'serviceNotAvailable'),
    refusal(500, 'ErrorInternalServerError'),
    refusal(403, 'ErrorAccessDenied'),
    refusal(404, 'MailboxNotEnabledForRESTAPI'),
    refusal(400, 'ErrorInvalidIdMalformed'),
    { resetConnection: true } as const,
  ])('is not taken for deleted: %j', async (action) => {
    await addAtMicrosoft(...NAMES);
    await company.enable('contacts');
    const [gone] = await atMicrosoft();
    await company.graph('DELETE', `/me/contacts/${gone.id}`);
    company.emulator.addFaults([
      { match: { method: 'GET', path: String.raw`/contacts/[^/?]{20,}` }, count: 1_000, action },
    ]);
    const before = company.emulator.log.length;
    await ticks(3);
    expect(
      company.emulator.log.slice(before).some(({ path }) => path.includes(encodeURIComponent(gone.id))),
    ).toBe(true);
    expect(await names()).toEqual(NAMES);
  });

  it('keeps its page unread: the item arrives when it can be read', async () => {
    await company.enable('meetings');
    await steer('behaviour', { eventsDeltaStubs: true });
    const time = (hour: number) => ({ dateTime: `2040-03-05T${hour}:00:00`, timeZone: 'UTC' });
    await company.graph('POST', '/me/events', { subject: 'Review', start: time(10), end: time(11) });
    company.emulator.addFaults([
      {
        match: { method: 'GET', path: String.raw`/events/[^/?]{20,}` },
        count: 1,
        action: refusal(503, 'serviceNotAvailable'),
      },
    ]);
    await company.tick();
    expect(company.emulator.faults).toEqual([]);
    expect(await company.records('meetings')).toEqual([]);
    company.clock.advance(20 * MINUTE_MS);
    await company.settle();
    expect(await company.records('meetings')).toHaveLength(1);
  });

  it('is little when there is much: a round of many pages is read to its end', async () => {
    await company.enable('contacts');
    const surnames = Array.from({ length: 230 }, (_, index) => `Person ${1_000 + index}`);
    await addAtMicrosoft(...surnames);
    await company.settle();
    expect(company.emulator.log.some(({ path }) => path.includes('skiptoken'))).toBe(true);
    expect(await names()).toEqual(surnames);
  });

  it.each([
    'SyncStateNotFound',
    'syncStateNotFound',
    'syncStateInvalid',
    'resyncRequired',
    'InvalidDeltaToken',
    'ErrorInvalidDeltaToken',
  ])('is read anew by itself when the delta token has died: %s', async (code) => {
    await addAtMicrosoft(...NAMES);
    await company.enable('contacts');
    const [gone] = await atMicrosoft();
    await company.graph('DELETE', `/me/contacts/${gone.id}`);
    await addAtMicrosoft('Noether');
    await steer('expire-delta', { mailbox: 'ada@example.test', code });
    await company.settle();
    const left = NAMES.filter((name) => name !== gone.surname);
    expect(await names()).toEqual([...left, 'Noether'].toSorted());
    expect(await atMicrosoft()).toHaveLength(3);
  });
});
