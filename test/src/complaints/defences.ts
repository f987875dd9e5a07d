/** What answers a complaint, and how it can be taken out of the code to see that its test notices. */
export interface Defence {
  /** The complaint's name in `docs/complaints.md`. */
  readonly complaint: string;
  /** From the repository's root, like the test's. */
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  /** What it becomes when the defence is gone. */
  readonly to: string;
  readonly test: { readonly file: string; readonly name: string };
}

const core = (file: string): string => `packages/core/src/sync/${file}`;
const engine = (file: string): string => `packages/agent/src/engine/${file}`;
const microsoft = (file: string): string => `packages/microsoft/src/${file}`;
const engineTest = (file: string): string => `test/src/engine/${file}.test.ts`;
const complaintTest = (file: string): string => `test/src/complaints/${file}.test.ts`;

export const DEFENCES: readonly Defence[] = [
  {
    complaint: 'twins-at-first',
    file: core('match.ts'),
    from: "onValues('email', emailKeys),",
    to: '',
    test: {
      file: engineTest('contacts'),
      name: 'matches the same person on both sides instead of doubling',
    },
  },
  {
    complaint: 'twins-after-silence',
    file: engine('act-microsoft.ts'),
    from: 'intentAt: deps.now(),',
    to: 'intentAt: null,',
    test: {
      file: engineTest('trouble'),
      name: 'finds a create again whose answer was lost, and does not create it twice',
    },
  },
  {
    complaint: 'twins-of-series',
    file: engine('store-rows.ts'),
    from: 'links.get(row.itemId))',
    to: "links.get(row.kind === 'present' && row.seen.traits.series !== 'single' ? '' : row.itemId))",
    test: {
      file: engineTest('series'),
      name: 'makes a series of a single meeting and back, as one item and one record',
    },
  },
  {
    complaint: 'off-and-on',
    file: 'packages/store/src/sync/setups.ts',
    from: '/* Signing in anew solves what stood in the way of every module of the account. */',
    to: "await tenant.delete('link').where('setup_id', '=', setup.id).execute();",
    test: {
      file: complaintTest('absence'),
      name: 'a sync that is switched off leaves everything where it is, and switched on again has nothing twice',
    },
  },
  {
    complaint: 'two-attendees',
    file: engine('shared-record.ts'),
    from: "if (icalUid === null || link.seen?.state !== 'present') return null;",
    to: 'return null;',
    test: {
      file: engineTest('shared-meetings'),
      name: 'is one record with two links when the organiser came first',
    },
  },
  {
    complaint: 'guessed-pairs',
    file: core('match.ts'),
    from: 'bucket.items.size > 1 ||',
    to: 'false ||',
    test: {
      file: engineTest('revocation'),
      name: 'asks the user instead of guessing when two items could be the same',
    },
  },
  {
    complaint: 'mass-deletion',
    file: core('plan.ts'),
    from: 'const tooMany = !confirmed &&',
    to: 'const tooMany = false &&',
    test: {
      file: engineTest('trouble'),
      name: 'holds a tick that would delete unusually much until the user confirms',
    },
  },
  {
    complaint: 'lost-access',
    file: engine('observe-crm.ts'),
    from: "shared ? { touch: true } : { detachedBy: 'crm' }",
    to: '{ touch: true }',
    test: {
      file: complaintTest('access'),
      name: 'keeps the item of a record that another user owns now, untouched, and has it once when the record comes back',
    },
  },
  {
    complaint: 'failed-reads',
    file: engine('settle-rows.ts'),
    from: "} else if (result.failure.class === 'missing') {",
    to: '} else if (!result.ok) {',
    test: { file: complaintTest('unread'), name: 'is not taken for deleted: %j' },
  },
  {
    complaint: 'vanished-folder',
    file: engine('container-check.ts'),
    from: 'if (answer?.ok === true) return true;',
    to: 'if (answer !== undefined) return true;',
    test: {
      file: engineTest('containers-gone'),
      name: 'deletes nothing, says who can act, and goes on by itself when it is back',
    },
  },
  {
    complaint: 'moved-tasks',
    file: engine('gone-items.ts'),
    from: 'sought.length === 0 ? NOWHERE :',
    to: 'true ? NOWHERE :',
    test: {
      file: engineTest('tasks-depth-moves'),
      name: 'deletes nothing in the CRM, says so, and goes on with the record when the task comes back',
    },
  },
  {
    complaint: 'rotated-token',
    file: microsoft('entra/stored-cache.ts'),
    from: 'if (refreshedAtMs >= mine.refreshedAtMs) return true;',
    to: '',
    test: {
      file: microsoft('entra/stored-cache.test.ts'),
      name: 'leaves newer ones that were saved in between',
    },
  },
  {
    complaint: 'dead-after-ninety-days',
    file: engine('run-tick.ts'),
    from: 'if (age < deps.timing.keepAliveMs ||',
    to: 'if (age >= 0 ||',
    test: {
      file: complaintTest('absence'),
      name: 'a paused user needs not sign in again, because the tokens were refreshed meanwhile',
    },
  },
  {
    complaint: 'our-secret',
    file: microsoft('entra/errors.ts'),
    from: "{ errors: OUR_FAULT, class: 'operator' },",
    to: "{ errors: OUR_FAULT, class: 'sign_in' },",
    test: {
      file: microsoft('entra/sign-in.test.ts'),
      name: 'a wrong application secret is the operator’s affair and leaves the tokens alone',
    },
  },
  {
    complaint: 'mail-for-nothing',
    file: core('fields.ts'),
    from: '{ ...TIMES, sameMeaning: repeatAlike }',
    to: 'TIMES',
    test: {
      file: core('series.property.test.ts'),
      name: 'a rule that is said otherwise and means the same writes nothing at Microsoft',
    },
  },
  {
    complaint: 'mail-for-matches',
    file: core('plan-link.ts'),
    from: "if (link.bases === null && module === 'meetings') {",
    to: 'if (false) {',
    test: { file: core('plan.test.ts'), name: 'a match writes nothing to an existing meeting' },
  },
  {
    complaint: 'mail-to-many',
    file: core('plan.ts'),
    from: 'const toTooMany = ',
    to: 'const toTooMany = false && ',
    test: {
      file: engineTest('decisions'),
      name: 'a tick that would write to many is held until the user says yes; the rest goes on',
    },
  },
  {
    complaint: 'stuck-for-ever',
    file: 'packages/store/src/sync/lease.ts',
    from: ".where('lease.until', '<=', now)",
    to: ".where('lease.until', '<=', new Date(0))",
    test: {
      file: complaintTest('absence'),
      name: 'a run whose process died is taken over when its lease ends, and not before',
    },
  },
  {
    complaint: 'unanswered-request',
    file: microsoft('graph/transport.ts'),
    from: 'AbortSignal.timeout(deps.timeoutMs)',
    to: 'AbortSignal.timeout(86_400_000)',
    test: { file: microsoft('graph/session.test.ts'), name: 'that is not answered in time is transient' },
  },
  {
    complaint: 'hours-of-a-series',
    file: core('mapping/meetings-graph.ts'),
    from: "const timeZone = graphText(meeting['timeZone']) ?? mailboxZone;",
    to: "const timeZone = 'UTC';",
    test: {
      file: engineTest('series'),
      name: "creates a CRM series as a series in its owner's zone, which keeps its time of day",
    },
  },
  {
    complaint: 'moved-series',
    file: core('mapping/meetings-graph.ts'),
    from: '...times(meeting, timeZone, true),',
    to: '',
    test: {
      file: engineTest('series'),
      name: 'moves a series from the CRM in one request, and writes to those invited once',
    },
  },
  {
    complaint: 'moved-occurrences',
    file: core('plan-occurrence.ts'),
    from: "return series.recordId === null || series.leaving ? 'wait' : 'as_any';",
    to: "return 'wait';",
    test: {
      file: engineTest('occurrences'),
      name: 'makes a meeting of its own of a moved occurrence, and its changes go on both ways',
    },
  },
  {
    complaint: 'ghosts',
    file: engine('run-tick.ts'),
    from: '() => reconcileUnreported(deps, gate, mailbox, run)',
    to: 'async () => undefined',
    test: {
      file: engineTest('trouble'),
      name: 'reads everything anew after a dead delta token, carrying deletions made meanwhile and doubling nothing',
    },
  },
  {
    complaint: 'edits-of-a-pause',
    file: engine('observe-crm.ts'),
    from: '} else if (record?.version !== link.record_version) {',
    to: '} else if (false) {',
    test: {
      file: complaintTest('absence'),
      name: 'edits, new ones and deletions of both sides made during a pause arrive',
    },
  },
  {
    complaint: 'shifted-days',
    file: core('mapping/meetings-graph.ts'),
    from: 'start: allDay ? allDayDate(item.start, zone) :',
    to: "start: allDay ? dateOf(item.start?.dateTime ?? '') :",
    test: {
      file: core('mapping/mapping.test.ts'),
      name: "an all-day event keeps its date whether or not its zone's offset was turned into UTC",
    },
  },
  {
    complaint: 'four-at-once',
    file: microsoft('graph/session.ts'),
    from: 'const MAILBOX_CONCURRENCY = 4;',
    to: 'const MAILBOX_CONCURRENCY = 40;',
    test: { file: microsoft('graph/session.test.ts'), name: 'waits for the batch before it' },
  },
  {
    complaint: 'retry-after',
    file: core('backoff.ts'),
    from: 'Math.round(Math.max(own, asked))',
    to: 'Math.round(own)',
    test: {
      file: core('backoff.test.ts'),
      name: 'a delay is never shorter than what Microsoft asked for, and always bounded',
    },
  },
  {
    complaint: 'silence-about-items',
    file: engine('plan-setup.ts'),
    from: 'heldReason: held,',
    to: 'heldReason: null,',
    test: { file: engineTest('decisions'), name: 'a held item tells why and what helps, until it does' },
  },
  {
    complaint: 'retried-in-a-circle',
    file: engine('item-refusal.ts'),
    from: 'const CONFLICTS_AT_ONCE = 3;',
    to: 'const CONFLICTS_AT_ONCE = 3_000;',
    test: {
      file: engineTest('trouble'),
      name: 'does not try an item in a circle whose change Microsoft never takes',
    },
  },
  {
    complaint: 'one-spoils-all',
    file: microsoft('graph/errors.ts'),
    from: "{ status: ANY_REFUSAL, class: 'item' },",
    to: "{ status: ANY_REFUSAL, class: 'operator' },",
    test: {
      file: complaintTest('refused'),
      name: 'holds nothing else up, however long it is refused, and is listed with its reason',
    },
  },
  {
    complaint: 'first-page-only',
    file: engine('observe-microsoft.ts'),
    from: "run.observed = 'deltaLink' in end;",
    to: 'run.observed = true;',
    test: {
      file: complaintTest('unread'),
      name: 'is little when there is much: a round of many pages is read to its end',
    },
  },
  {
    complaint: 'dead-delta-token',
    file: microsoft('graph/errors.ts'),
    from: "'syncstatenotfound',",
    to: '',
    test: { file: complaintTest('unread'), name: 'is read anew by itself when the delta token has died: %s' },
  },
  {
    complaint: 'cursor-runs-ahead',
    file: engine('observe-microsoft.ts'),
    from: 'if (run.stop !== null) return; // The page is read again: nothing of it was stored.',
    to: '',
    test: {
      file: complaintTest('unread'),
      name: 'keeps its page unread: the item arrives when it can be read',
    },
  },
  {
    complaint: 'private-details',
    file: core('mapping/meetings-graph.ts'),
    from: 'location: traits.private ? null :',
    to: 'location: false ? null :',
    test: {
      file: engineTest('meetings'),
      name: 'keeps the details of a private meeting out of the CRM and never overwrites them',
    },
  },
  {
    complaint: 'choice-of-folder',
    file: 'packages/extension-ui/src/endpoints/configure-setup.ts',
    from: '({ id }) => id === body.containerId);',
    to: '({ id }) => id === body.containerId) ?? containers[0];',
    test: {
      file: 'test/src/server/setups.test.ts',
      name: 'the containers come from the mailbox, and one that is not there cannot be chosen',
    },
  },
  {
    complaint: 'why-it-stopped',
    file: core('status-of-setup.ts'),
    from: 'reason: rule.code, message,',
    to: "reason: 'refused', message,",
    test: {
      file: core('status-of-setup.test.ts'),
      name: 'the reason shown is the rule that decided, with when it began',
    },
  },
  {
    complaint: 'jobs-outlive-the-right',
    file: engine('gate.ts'),
    from: 'if (refused.length > 0) {',
    to: 'if (refused.length > 1_000) {',
    test: {
      file: engineTest('revocation'),
      name: 'starts no further request once the permission is revoked, and creates what was announced after the restore',
    },
  },
  {
    complaint: 'overwritten-edits',
    file: core('merge.ts'),
    from: 'const source = bothChanged',
    to: 'const source = true',
    test: {
      file: core('merge.test.ts'),
      name: 'a change on one side only arrives on the other, whoever would win',
    },
  },
  {
    complaint: 'lost-values',
    file: core('merge.ts'),
    from: 'draft.conflicts.push({ field: spec.name, winner: source, kept, lost });',
    to: ';',
    test: {
      file: engineTest('revocation'),
      name: 'keeps both values when the same field was changed on both sides',
    },
  },
  {
    complaint: 'window-that-stays',
    file: microsoft('modules/meetings.ts'),
    from: '/events/delta?startDateTime=',
    to: '/calendarView/delta?endDateTime=2027-01-01T00:00:00Z&startDateTime=',
    test: {
      file: complaintTest('absence'),
      name: 'meetings far ahead arrive, and those that are made months after the first sync',
    },
  },
  {
    complaint: 'overview',
    file: 'packages/agent/src/status/sync-health.ts',
    from: 'const status = setupStatus(contexts, sources, now);',
    to: "const status = { ...setupStatus(contexts, sources, now), state: 'active' as const };",
    test: {
      file: 'test/src/server/sync-health.test.ts',
      name: 'each sync is listed with the state, reason and moments that its user sees',
    },
  },
];
