import type { ItemTraits, LinkView } from './link.ts';

/** What an occurrence that stands by itself needs; `as_any`: what any meeting would. */
export type OccurrenceVerdict =
  /** Something has to be known or done first, and this link is planned again then. */
  | 'wait'
  /** It is an occurrence like the others again: its record goes. */
  | 'end'
  /** Its end at Microsoft was final, and the record was edited. */
  | 'called_off'
  /** The record's occurrence is to be looked for at Microsoft. */
  | 'find'
  /** Its series has no such occurrence any more. */
  | 'no_occurrence'
  /** Nothing tells which series it belongs to. */
  | 'series_content'
  | 'forget'
  | 'as_any';

/** Whether the link is that of one occurrence of a series. */
export const isOccurrence = (link: LinkView, traits: ItemTraits): boolean =>
  isOfSeries(traits) || Boolean(link.record?.occurrence);

const isOfSeries = ({ series }: ItemTraits): boolean => series === 'exception' || series === 'occurrence';

/**
 * An exception is a meeting of its own in the CRM, in place of the date that the series leaves out. From Microsoft it
 * begins once the series has a record; from the CRM, once the series has an item that nobody is moving. It ends when Microsoft has it no more or as a regular occurrence again. When the series is
 * deleted on a side, it goes along where it lives, so that nobody is told twice.
 */
export function verdictOnOccurrence(
  link: LinkView,
  traits: ItemTraits,
  itemState: 'none' | 'unknown' | 'gone' | 'present',
  edited: (side: 'crm' | 'microsoft') => boolean,
): OccurrenceVerdict {
  const { series, record } = link;
  if (record === null) {
    if (itemState !== 'present' || link.recordId !== null) return 'as_any';
    if (traits.series === 'occurrence') return 'forget';
    if (series === undefined || series.date === null) return 'series_content';
    return series.recordId === null || series.leaving ? 'wait' : 'as_any';
  }
  // Without a link of its series, that is gone on both sides already.
  if (record.deleted) return series?.leaving !== false && itemState === 'present' ? 'wait' : 'as_any';
  switch (itemState) {
    case 'none':
      if (series === undefined || series.leaving) return 'no_occurrence';
      return series.regular === undefined ? 'wait' : 'find';
    case 'gone':
      return edited('crm') ? 'called_off' : 'as_any';
    case 'present':
      // Nothing of a series outlives it, whatever was told of it.
      if (series?.undecided === true || (traits.series === 'occurrence' && series?.leaving !== false))
        return edited('crm') ? 'called_off' : 'end';
      return traits.reverted === true && !edited('crm') && edited('microsoft') ? 'end' : 'as_any';
    case 'unknown':
      return 'as_any';
  }
}
