import { isEmpty } from './equality.ts';
import type { RecordView, SeenItem } from './link.ts';
import type { FlowGrant } from './plan-types.ts';
import { fromRrule } from './recurrence.ts';

const RULE_FIELD = 'Recurring_Activity';

/** Whether this profile may not see how a meeting repeats. */
export const ruleIsHidden = ({ hiddenFields }: FlowGrant): boolean => hiddenFields.has(RULE_FIELD);

/**
 * Whether item or record repeat in a way that can't be carried to Microsoft: the item by a pattern without a rule (a
 * repeating task is always one), the record by a rule without a pattern, or either by a rule that is hidden. Times
 * written without it would move a series, or make a single meeting of one.
 */
export function hasUntoldRule(item: SeenItem | null, record: RecordView | null, grant: FlowGrant): boolean {
  const ofItem = item?.values['recurrence'];
  const ofRecord = record?.values['recurrence'];
  if (item?.traits.series === 'master' && isEmpty(ofItem)) return true;
  if (ruleIsHidden(grant)) return !isEmpty(ofItem) || !isEmpty(ofRecord);
  return typeof ofRecord === 'string' && fromRrule(ofRecord, ANY_SERIES) === null;
}

/** Whether a rule has a pattern does not depend on when it begins. */
const ANY_SERIES = { timeZone: 'UTC', allDay: false, startDate: '2024-01-01' };
