import type { Behaviour } from '@syncgrant/emulator';
import type { Company } from './company.ts';

/** The ways in which a calendar can be read, brought about by what Microsoft offers. */
export const READINGS: readonly { readonly name: string; readonly behaviour: Partial<Behaviour> }[] = [
  { name: 'its events', behaviour: {} },
  { name: 'its view', behaviour: { eventsDeltaRefusal: 400 } },
  {
    name: 'its view with masters',
    behaviour: { eventsDeltaRefusal: 404, calendarViewDeltaMasters: true, occurrenceStubs: false },
  },
];

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
