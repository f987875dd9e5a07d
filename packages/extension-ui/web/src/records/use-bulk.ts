import {
  changeOwners,
  deleteRecords,
  massChangeStatus,
  massDeleteRecords,
  massUpdateRecords,
  type CrmModule,
  type CrmRecordBody,
} from '@syncgrant/contracts';
import { useState } from 'react';
import { useChange } from '../api/use-api.ts';
import { showSuccess } from '../shell/notify.ts';
import { text } from '../text.ts';
import { outcomeOf, type BulkOutcome } from './bulk-outcome.ts';
import { RECORD_READS } from './use-record-form.ts';

type Answers = Parameters<typeof outcomeOf>[2];

/**
 * What is done to several records at once, with what became of each: all went well is said in a line, anything else is kept as
 * `outcome` until it was looked at.
 */
export function useBulk(module: CrmModule, chosen: readonly CrmRecordBody[], onDone: () => void) {
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  // The list may lose some of them before the answer comes.
  const [asked, setAsked] = useState(chosen);
  const settle = ({ data }: { readonly data: Answers }): void => {
    const became = outcomeOf(module, asked, data);
    if (became.failed.length === 0) {
      showSuccess(text.records.outcome.all(became.done));
      onDone();
    } else setOutcome(became);
  };
  const options = { refreshes: RECORD_READS, onSuccess: settle };
  const update = useChange(massUpdateRecords, options);
  const changeStatus = useChange(massChangeStatus, options);
  const give = useChange(changeOwners, options);
  const removeMany = useChange(massDeleteRecords, options);
  const remove = useChange(deleteRecords, options);
  const params = { module };
  /** The ids of the chosen records, which the answers will be about. */
  const begin = (): string[] => {
    setAsked(chosen);
    return chosen.map((record) => String(record['id']));
  };

  return {
    outcome,
    closeOutcome: (): void => {
      setOutcome(null);
      onDone();
    },
    busy:
      update.isPending ||
      changeStatus.isPending ||
      give.isPending ||
      removeMany.isPending ||
      remove.isPending,
    update: (values: CrmRecordBody): void =>
      update.mutate({ params, body: { data: [values], ids: begin() } }),
    changeStatus: (status: string): void =>
      changeStatus.mutate({ params, body: { data: [{ Lead_Status: status }], ids: begin() } }),
    give: (ownerId: string): void => give.mutate({ params, body: { ids: begin(), owner: { id: ownerId } } }),
    /** `many`: by the permission to delete many. */
    remove: (many: boolean): void =>
      many
        ? removeMany.mutate({ params, body: { ids: begin() } })
        : remove.mutate({ params, query: { ids: begin().join(',') } }),
  };
}
