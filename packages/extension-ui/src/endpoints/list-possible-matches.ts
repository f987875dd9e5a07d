import { readPossibleMatches, type Candidate } from '@syncgrant/agent';
import { listPossibleMatches, RECORD_MODULE_OF, type MatchCandidate } from '@syncgrant/contracts';
import { fieldsOf, isEmpty, type SyncModule } from '@syncgrant/core';
import { readSetup } from '@syncgrant/store';
import { defineRoute } from '../http/route.ts';
import { RecordAccess } from '../records/record-access.ts';

const MOST_GROUPS = 50;

/** What people tell things of one name apart by. */
const TELLING: Readonly<Record<SyncModule, readonly string[]>> = {
  meetings: ['start', 'end', 'location'],
  contacts: ['emails', 'businessPhones', 'mobilePhone', 'jobTitle'],
  tasks: ['dueDate', 'status', 'priority'],
};

export const listPossibleMatchesRoute = defineRoute(
  listPossibleMatches,
  async ({ params: { module }, caller }, { deps }) => {
    const setup = await readSetup(caller.tenant, caller.facts.user.id, module);
    if (setup === null || setup.phase === 'disabled') return { groups: [], more: false };
    const records = new RecordAccess(caller, deps.engine, RECORD_MODULE_OF[module]);
    const shown = fieldsOf(module, setup.configuration ?? {}).filter(
      ({ name, crmFields }) =>
        TELLING[module].includes(name) && crmFields.every((field) => records.mayRead(field)),
    );
    const view = ({ link, title }: Candidate): MatchCandidate => {
      const seen = link.seen?.state === 'present' ? link.seen.item.values : {};
      const values = link.record?.values ?? seen;
      const details = shown
        .filter(({ name }) => !isEmpty(values[name]))
        .map(({ name, label }) => ({ label, value: values[name] }));
      return { id: link.id, title, recordId: link.recordId, details };
    };
    const groups = await readPossibleMatches(caller.tenant, setup);
    return {
      groups: groups
        .slice(0, MOST_GROUPS)
        .map((group) => ({ records: group.records.map(view), items: group.items.map(view) })),
      more: groups.length > MOST_GROUPS,
    };
  },
);
