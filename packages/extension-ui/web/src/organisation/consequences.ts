import { EDITIONS, microsoftAvailability, type DataCenter, type Edition } from '@syncgrant/core';

interface Place {
  readonly edition: Edition;
  readonly dataCenter: DataCenter;
}

export type Consequence = 'sync_stops' | 'sync_resumes' | 'sync_stays' | 'profiles_kept';

/** What a move from one edition and data centre to another does, for the person who is about to make it. */
export function consequencesOf(from: Place, to: Place): readonly Consequence[] {
  const [before, after] = [from, to].map(
    ({ edition, dataCenter }) => microsoftAvailability(edition, dataCenter).available,
  );
  const shrinks = EDITIONS[to.edition].customProfiles < EDITIONS[from.edition].customProfiles;
  return [
    before === after ? 'sync_stays' : after ? 'sync_resumes' : 'sync_stops',
    ...(shrinks ? (['profiles_kept'] as const) : []),
  ];
}
