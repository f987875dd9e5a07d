import type { Card } from '@syncgrant/contracts';

const PREVIEW_MS = 2_000;
const FIRST_SYNC_MS = 5_000;

/** While something is being prepared or counted, ask again soon; otherwise live events are enough. */
export function pollMsOf(cards: readonly Card[]): number | false {
  if (cards.some((card) => card.setup?.phase === 'previewing')) return PREVIEW_MS;
  const moves = cards.some(
    ({ status }) => ['first_sync', 'removing'].includes(status.state) || status.reason === 'catching_up',
  );
  return moves ? FIRST_SYNC_MS : false;
}
