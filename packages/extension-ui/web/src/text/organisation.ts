import { some } from './words.ts';

/** Of the page about the organisation. */
export const organisation = {
  title: 'Organisation',
  lead: 'Edition and data centre decide what is available to everybody.',
  name: 'Name',
  edition: 'Edition',
  editionNote: 'Decides how many custom profiles there can be, and whether Microsoft sync is available.',
  editionBrings: (customProfiles: number, microsoft: boolean) =>
    `${customProfiles === 0 ? 'no custom profiles' : some(customProfiles, 'custom profile', 'custom profiles')}, ${microsoft ? 'with' : 'without'} Microsoft sync`,
  dataCenter: 'Data centre',
  dataCenterNote: 'Microsoft sync is available in every data centre but China.',
  dataCenterOption: (label: string, code: string) => `${label} (${code})`,
  effects: 'What this change does',
  consequences: {
    sync_stops: 'Every Microsoft sync becomes unavailable. Nothing is deleted; the way back resumes them.',
    sync_resumes: 'Microsoft sync becomes available, and syncs that were set up before resume by themselves.',
    profiles_kept: 'Custom profiles beyond the new limit stay and keep working, but no more can be made.',
    sync_stays: 'Microsoft sync stays as it is.',
  },
  saved: 'Saved. It is in effect from now on.',
};
