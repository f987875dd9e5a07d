import { Alert, List, Radio, Stack, Text } from '@mantine/core';
import {
  disableSetup,
  getCopies,
  getMicrosoftCards,
  getSetup,
  removeCopies,
  type Card,
} from '@syncgrant/contracts';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { useApi, useChange } from '../api/use-api.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import { Answered } from '../shell/states.tsx';
import { text } from '../text.ts';

type Choice = 'keep' | 'remove';

/** Ends a sync. Where it has created items at Microsoft, its user says whether they stay. */
export function DisableDialog({
  card,
  opened,
  onClose,
}: {
  readonly card: Card;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { module } = card;
  const params = { module };
  const [choice, setChoice] = useState<Choice>('keep');
  const isRemoving = card.setup?.phase === 'removing';
  const copies = useApi(getCopies, { params }, { enabled: opened && !isRemoving });
  const refreshes = [getMicrosoftCards, getSetup];
  const keep = useChange(disableSetup, { refreshes, onSuccess: onClose });
  const remove = useChange(removeCopies, { refreshes: [...refreshes, getCopies], onSuccess: onClose });
  const words = text.disable;
  const { peopleMailed = 0, copies: all = 0, changed = 0 } = copies.data ?? {};
  const removable = all - changed;
  const removes = choice === 'remove' && removable > 0 && !isRemoving;

  return (
    <ConfirmDialog
      opened={opened}
      title={isRemoving ? words.stopTitle : words.title(text.modules[module])}
      confirm={
        isRemoving ? text.actions.keep_rest : removes ? words.confirmRemove(removable) : text.actions.disable
      }
      danger={!isRemoving}
      busy={keep.isPending || remove.isPending}
      onConfirm={() =>
        removes ? remove.mutate({ params, body: { peopleMailed } }) : keep.mutate({ params })
      }
      onClose={onClose}
    >
      {isRemoving ? (
        <Text size="sm">{words.stop}</Text>
      ) : (
        <Answered query={copies}>
          {() => (
            <Stack gap="md">
              <List size="sm" spacing="xs">
                {words.lines.map((line) => (
                  <List.Item key={line}>{line}</List.Item>
                ))}
              </List>
              {removable > 0 && (
                <Radio.Group
                  label={words.copies(all)}
                  value={choice}
                  onChange={(value) => setChoice(value === 'remove' ? 'remove' : 'keep')}
                >
                  <Stack gap="xs" mt="xs">
                    <Radio value="keep" label={words.keep} />
                    <Radio
                      value="remove"
                      label={words.remove(removable)}
                      description={changed > 0 ? words.changed(changed) : words.own}
                    />
                  </Stack>
                </Radio.Group>
              )}
              {removes && peopleMailed > 0 && (
                <Alert color="yellow" icon={<IconMail aria-hidden />}>
                  {words.told(peopleMailed)}
                </Alert>
              )}
            </Stack>
          )}
        </Answered>
      )}
    </ConfirmDialog>
  );
}
