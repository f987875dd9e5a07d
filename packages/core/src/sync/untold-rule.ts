import type { CanonicalValue } from './canonical.ts';
import { isEmpty } from './equality.ts';
import type { Bases, RecordView, SeenItem } from './link.ts';
import type { FlowGrant } from './plan-types.ts';
import { fromRrule } from './recurrence.ts';

const RULE_FIELD = 'Recurring_Activity';

/** Whether this profile may not see how a meeting repeats. */
export const ruleIsHidden = ({ hiddenFields }: FlowGrant): boolean => hiddenFields.has(RULE_FIELD);

/**
 * Whether item or record repeat in a way that can't be carried to Microsoft: the item by a pattern without a rule (a
 * repeating task is always one), the record by a rule without a pattern, either by a rule that is hidden, or one of them
 * alone ever since they were found to be one. Times written without it would move a series, or make a single meeting of one.
 */
export function hasUntoldRule(
  item: SeenItem | null,
  record: RecordView | null,
  bases: Bases | null,
  grant: FlowGrant,
): boolean {
  const ofItem = item?.values['recurrence'];
  const ofRecord = record?.values['recurrence'];
  if (item?.traits.series === 'master' && isEmpty(ofItem)) return true;
  // One occurrence of a series does not repeat by itself.
  if (item?.traits.occurrence !== undefined && !isEmpty(ofRecord)) return true;
  if (ruleIsHidden(grant)) return !isEmpty(ofItem) || !isEmpty(ofRecord);
  if (bases !== null && oneRepeats(ofItem, ofRecord)) {
    const { crm, microsoft } = bases;
    // A rule without a base was hidden so far: the record does not lack it because somebody took it away.
    const neverFlowed = microsoft['recurrence'] === undefined && isEmpty(ofRecord);
    if (neverFlowed || oneRepeats(microsoft['recurrence'], crm['recurrence'])) return true;
  }
  return typeof ofRecord === 'string' && fromRrule(ofRecord, ANY_SERIES) === null;
}

const oneRepeats = (left: CanonicalValue | undefined, right: CanonicalValue | undefined): boolean =>
  isEmpty(left) !== isEmpty(right);

/** Whether a rule has a pattern does not depend on when it begins. */
const ANY_SERIES = { timeZone: 'UTC', allDay: false, startDate: '2024-01-01' };
