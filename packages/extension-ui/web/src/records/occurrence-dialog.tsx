import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { text } from '../text.ts';
import type { Right } from './record-rights.ts';

const REACHES = ['one', 'following', 'all'] as const;

/** How much of a series is meant: one meeting, that and all later ones, or all of them. */
export type Reach = (typeof REACHES)[number];

interface Question {
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  /** What one may not do, with the reason. */
  readonly rights?: Partial<Record<Reach, Right>>;
  readonly onConfirm: (reach: Reach) => void;
  readonly onClose: () => void;
}

/** Asks how much of a series is meant. */
export function OccurrenceDialog({
  opened,
  title,
  ...question
}: Question & { readonly opened: boolean; readonly title: string }) {
  return (
    <Modal
      opened={opened}
      onClose={question.onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
    >
      <ReachChoice {...question} />
    </Modal>
  );
}

function ReachChoice({ confirm, danger = false, busy, rights = {}, onConfirm, onClose }: Question) {
  const [reach, setReach] = useState<Reach>('one');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm(reach);
      }}
    >
      <Stack>
        <Radio.Group
          label={text.records.series.reach}
          value={reach}
          onChange={(value) => setReach(REACHES.find((one) => one === value) ?? 'one')}
        >
          <Stack gap="xs" mt="xs">
            {REACHES.map((one) => {
              const right = rights[one];
              const refused = right?.kind === 'refused';
              return (
                <Radio
                  key={one}
                  value={one}
                  label={text.records.series.reaches[one]}
                  disabled={refused}
                  {...(refused && { description: right.reason })}
                  {...(one === 'one' && { 'data-autofocus': true })}
                />
              );
            })}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" {...(danger && { color: 'red' })} loading={busy}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
