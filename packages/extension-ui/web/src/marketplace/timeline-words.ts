import { SETUP_STATES, type SetupState } from '@syncgrant/core';
import { text } from '../text.ts';

export interface TimelineEntry {
  /** The state that began; one that is not known here is told by its message. */
  readonly kind: string;
  readonly message: string;
  readonly detail: unknown;
}

export const stateOf = ({ kind }: TimelineEntry): SetupState | null =>
  SETUP_STATES.find((state) => state === kind) ?? null;

/** What happened, as history tells it; `before` is the entry that preceded it, null where none is known. */
export function timelineWords(entry: TimelineEntry, before: TimelineEntry | null): string {
  const state = stateOf(entry);
  if (state === null) return entry.message;
  if (state === 'active') return becameActive(reasonOf(entry), before);
  const known: Readonly<Record<string, string>> = text.timeline.reasons;
  const reason = reasonOf(entry);
  if (Object.hasOwn(known, reason)) return known[reason] ?? entry.message;
  return text.timeline.because(text.timeline.states[state], firstClause(entry.message));
}

function becameActive(reason: string, before: TimelineEntry | null): string {
  const words = text.timeline.active;
  const failures = reason === 'active_with_failures';
  switch (before && stateOf(before)) {
    case 'first_sync':
      return failures ? words.finishedWithFailures : words.finished;
    case 'paused':
    case 'unavailable':
      return words.resumed;
    case 'active':
      if (failures) return words.failures;
      return before && reasonOf(before) === 'active_with_failures' ? words.recovered : words.caughtUp;
    case null:
    case 'not_enabled':
    case 'setting_up':
      return words.began;
    default:
      return words.runsAgain;
  }
}

/** The first sentence without its full stop, to stand behind a colon. */
function firstClause(message: string): string {
  const [sentence = message] = message.split(/\.(?:\s|$)/);
  return sentence.replace(/^(?:The|Your|An?|Some) /, (word) => word.toLowerCase());
}

function reasonOf({ detail }: TimelineEntry): string {
  const reason = typeof detail === 'object' && detail !== null && 'reason' in detail ? detail.reason : null;
  return typeof reason === 'string' ? reason : '';
}
