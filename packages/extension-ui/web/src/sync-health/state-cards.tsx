import { Group, SimpleGrid, Text, UnstyledButton } from '@mantine/core';
import type { SetupState } from '@syncgrant/core';
import { STATE_LOOK } from '../marketplace/state-look.ts';
import { text } from '../text.ts';
import classes from './sync-health.module.css';

/** How many syncs are in which state; each narrows the list to itself, and once more to all. */
export function StateCards({
  states,
  chosen,
  onChoose,
}: {
  readonly states: readonly { readonly state: SetupState; readonly count: number }[];
  readonly chosen: SetupState | undefined;
  readonly onChoose: (state: SetupState | undefined) => void;
}) {
  const all = states.reduce((sum, { count }) => sum + count, 0);
  return (
    <SimpleGrid
      role="group"
      aria-label={text.syncHealth.states}
      cols={{ base: 2, xs: 3, sm: 4, lg: 6 }}
      spacing="xs"
    >
      <StateCard
        label={text.syncHealth.all}
        count={all}
        pressed={chosen === undefined}
        onClick={() => onChoose(undefined)}
      />
      {states.map(({ state, count }) => {
        const { icon: Icon, color } = STATE_LOOK[state];
        return (
          <StateCard
            key={state}
            label={text.setupStates[state]}
            count={count}
            pressed={chosen === state}
            icon={<Icon size={18} color={`var(--mantine-color-${color}-light-color)`} aria-hidden />}
            onClick={() => onChoose(chosen === state ? undefined : state)}
          />
        );
      })}
    </SimpleGrid>
  );
}

function StateCard({
  label,
  count,
  pressed,
  icon,
  onClick,
}: {
  readonly label: string;
  readonly count: number;
  readonly pressed: boolean;
  readonly icon?: React.ReactNode;
  readonly onClick: () => void;
}) {
  return (
    <UnstyledButton className={classes['state'] ?? ''} aria-pressed={pressed} onClick={onClick}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text span fw={650} size="xl" lh={1.2}>
          {count.toLocaleString()}
        </Text>
        {icon}
      </Group>
      <Text span size="sm" c="dimmed" display="block">
        {label}
      </Text>
    </UnstyledButton>
  );
}
