import { Anchor, Group, Text } from '@mantine/core';
import { listSyncs } from '@syncgrant/contracts';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { text } from '../text.ts';
import { healthAddress } from './sync-query.ts';

/** What the syncs of a profile's users are doing, each state leading to them; nothing where nobody has one. */
export function ProfileSyncs({ profileId }: { readonly profileId: string }) {
  const enabled = mayCall(useSession(), listSyncs);
  const { data } = useApi(listSyncs, { query: { profile: profileId } }, { enabled });
  if (!enabled || data === undefined || data.total === 0) return null;
  return (
    <Group gap="4px var(--mantine-spacing-sm)">
      <Text size="sm" c="dimmed">
        {text.syncHealth.ofProfile(data.total)}
      </Text>
      {data.states.map(({ state, count }) => (
        <Anchor key={state} component={Link} size="sm" to={healthAddress({ profile: profileId, state })}>
          {text.syncHealth.ofState(count, text.setupStates[state])}
        </Anchor>
      ))}
    </Group>
  );
}
