import { Card, List, Spoiler, Stack, Text } from '@mantine/core';
import type { Impact } from '@syncgrant/contracts';
import type { ReactNode } from 'react';
import { text } from '../text.ts';
import { groupsOf, type ProfileGroup } from './impact-lines.ts';

const words = text.impact;
const SHOWN_HEIGHT_PX = 220;

/** What a change would do: to whose syncs, and what people gain and lose by it. */
export function ImpactSummary({ impact }: { readonly impact: Impact }) {
  return (
    <Stack gap="sm">
      <Text size="sm">{words.users(impact.userCount)}</Text>
      <SetupsImpact setups={impact.setups} />
      {groupsOf(impact.profiles).map((group) => (
        <OfProfiles key={group.title} group={group} />
      ))}
    </Stack>
  );
}

/** What becomes of syncs that people have enabled. */
function SetupsImpact({ setups }: { readonly setups: Impact['setups'] }) {
  const { pausing, resuming, changes, users, more } = setups;
  if (changes.length === 0) return <Text size="sm">{words.noSyncs}</Text>;
  return (
    <Stack gap={6}>
      {pausing > 0 && (
        <Text size="sm" fw={600}>
          {words.pausing(pausing)}
        </Text>
      )}
      {resuming > 0 && (
        <Text size="sm" fw={600}>
          {words.resuming(resuming)}
        </Text>
      )}
      <Folded>
        <Stack gap={6}>
          {users.map((user) => (
            <Stack key={user.id} gap={0}>
              <Text size="sm">{user.name}</Text>
              {user.setups.map(({ module, effect, message }) => (
                <Text key={module} size="sm" c="dimmed">
                  {words.setup(text.modules[module], words.effects[effect], message)}
                </Text>
              ))}
            </Stack>
          ))}
          {more && (
            <Text size="sm" c="dimmed">
              {words.others}
            </Text>
          )}
        </Stack>
      </Folded>
    </Stack>
  );
}

function OfProfiles({ group: { title, userCount, lines } }: { readonly group: ProfileGroup }) {
  return (
    <Card padding="sm">
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          {title}{' '}
          <Text span size="sm" c="dimmed">
            {words.profileUsers(userCount)}
          </Text>
        </Text>
        <Lines title={words.syncGrants} lines={lines.syncs} />
        <Lines title={words.loses} lines={lines.loses} />
        <Lines title={words.gains} lines={lines.gains} />
        <Lines title={words.fields} lines={lines.fields} />
      </Stack>
    </Card>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Stack gap={2}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Folded>
        <List size="sm" spacing={2} aria-label={title}>
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Folded>
    </Stack>
  );
}

function Folded({ children }: { readonly children: ReactNode }) {
  return (
    <Spoiler maxHeight={SHOWN_HEIGHT_PX} showLabel={words.showAll} hideLabel={words.showLess}>
      {children}
    </Spoiler>
  );
}
