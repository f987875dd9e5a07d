import { Badge, Button, Card, Group, SimpleGrid, Stack, Switch, Text, ThemeIcon, Title } from '@mantine/core';
import { listExtensions, previewExtension, setExtension, type ExtensionManifest } from '@syncgrant/contracts';
import { IconBrandWindowsFilled } from '@tabler/icons-react';
import { useId } from 'react';
import { Link } from 'react-router';
import { useCall } from '../api/call-context.ts';
import { useApi, useChange } from '../api/use-api.ts';
import { ImpactDialog } from '../impact/impact-dialog.tsx';
import { useWeighedChanges } from '../impact/use-weighed-changes.ts';
import { mayCall, useSession } from '../session/session-context.ts';
import { showFailure } from '../shell/notify.ts';
import { Page } from '../shell/page.tsx';
import { Answered, LoadingState, NothingState } from '../shell/states.tsx';
import { text } from '../text.ts';

export function MarketplacePage() {
  const extensions = useApi(listExtensions, {});
  return (
    <Page title={text.marketplace.title} lead={text.marketplace.lead}>
      <Answered query={extensions} loading={<LoadingState rows={1} height={220} />}>
        {(answer) =>
          answer.extensions.length === 0 ? (
            <NothingState title={text.marketplace.empty} />
          ) : (
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
              {answer.extensions.map((extension) => (
                <ExtensionCard key={extension.id} extension={extension} />
              ))}
            </SimpleGrid>
          )
        }
      </Answered>
    </Page>
  );
}

function ExtensionCard({
  extension,
}: {
  readonly extension: ExtensionManifest & { readonly enabled: boolean };
}) {
  const session = useSession();
  const heading = useId();
  const call = useCall();
  const changes = useWeighedChanges();
  const toggle = useChange(setExtension, { refreshes: [listExtensions] });
  const enabled = toggle.isPending ? toggle.variables.body.enabled : extension.enabled;
  const page = extension.pages[0];

  return (
    <Card component="article" aria-labelledby={heading}>
      <Stack h="100%" gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <ThemeIcon size={44} radius="md" variant="light">
            <IconBrandWindowsFilled size={26} aria-hidden />
          </ThemeIcon>
          <Badge variant="light" tt="none" color={enabled ? 'teal' : 'gray'}>
            {enabled ? text.marketplace.on : text.marketplace.off}
          </Badge>
        </Group>
        <Stack gap={4} style={{ flexGrow: 1 }}>
          <Title order={2} size="h3" id={heading}>
            {extension.name}
          </Title>
          <Text size="sm">{extension.description}</Text>
          <Text size="xs" c="dimmed">
            {text.marketplace.version(extension.version)}
          </Text>
        </Stack>
        {mayCall(session, setExtension) && (
          <Switch
            label={text.marketplace.switch}
            description={text.marketplace.switchNote}
            checked={enabled}
            disabled={toggle.isPending}
            onChange={({ currentTarget: { checked } }) => {
              const input = { params: { id: 'microsoft' }, body: { enabled: checked } } as const;
              changes.weigh({
                title: text.impact.extensionTitle(extension.name, checked),
                preview: () => call(previewExtension, input),
                make: () => toggle.mutate(input),
                onRefused: showFailure,
              });
            }}
          />
        )}
        {page && (
          <Button component={Link} to={page.path} variant="light" fullWidth>
            {text.marketplace.open(extension.name)}
          </Button>
        )}
      </Stack>
      <ImpactDialog changes={changes} />
    </Card>
  );
}
