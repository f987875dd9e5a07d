import { Refusal } from '../http/answer.ts';
import { refusedAlone, type WrongRecord } from '../records/wrong-record.ts';

/** The dialect's answer to a photo that was written, or what was wrong. */
export function photoAnswer(wrong: WrongRecord | Refusal | null, message: string) {
  if (wrong === null) return { code: 'SUCCESS', details: {}, message, status: 'success' as const };
  return wrong instanceof Refusal ? wrong : refusedAlone(wrong);
}
