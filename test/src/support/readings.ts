import type { Behaviour } from '@syncgrant/emulator';
import type { Company } from './company.ts';
import type { DatabaseKind } from './databases.ts';

/** A way in which a calendar can be read, brought about by what Microsoft offers. */
export interface Reading {
  readonly name: string;
  readonly behaviour: Partial<Behaviour>;
}

export const READINGS: readonly Reading[] = [
  { name: 'its events', behaviour: {} },
  { name: 'its view', behaviour: { eventsDeltaRefusal: 400 } },
  {
    name: 'its view with masters',
    behaviour: { eventsDeltaRefusal: 404, calendarViewDeltaMasters: true, occurrenceStubs: false },
  },
];

/** Every kind of database with the first way, and the first of them with the second one too. */
export function withReadings(
  kinds: readonly DatabaseKind[],
): readonly (DatabaseKind & { reading: Reading })[] {
  const each = ([kind, reading]: readonly [DatabaseKind, Reading]) => ({
    ...kind,
    name: `${kind.name}, read by ${reading.name}`,
    reading,
  });
  const [events, view] = READINGS;
  const [first] = kinds;
  if (events === undefined || view === undefined || first === undefined) return [];
  return [...kinds.map((kind) => each([kind, events])), each([first, view])];
}

/** Has the calendar read in this way, from two weeks before a day on which a test happens. */
export async function readBy(company: Company, { behaviour }: Reading, day: string): Promise<void> {
  await steer(company, behaviour);
  company.clock.advance(Date.parse(day) - 14 * 86_400_000 - company.clock.now().getTime());
}

/** Changes what the company's Microsoft does from now on. */
export async function steer({ emulator }: Company, behaviour: Partial<Behaviour>): Promise<void> {
  const body = JSON.stringify(behaviour);
  const request = new Request('http://emulator.test/_emulator/behaviour', { method: 'POST', body });
  const answer = await emulator.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
}

/** The dead token of every delta of this mailbox. */
export async function expireDeltaTokens({ emulator }: Company, mailbox = 'ada@example.test'): Promise<void> {
  const body = JSON.stringify({ mailbox });
  const request = new Request('http://emulator.test/_emulator/expire-delta', { method: 'POST', body });
  const answer = await emulator.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
}
