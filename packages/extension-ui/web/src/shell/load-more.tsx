import { Button, Group } from '@mantine/core';
import { text } from '../text.ts';

/** Reads the following page of a list; gone once there is none. */
export function LoadMore({
  pages,
}: {
  readonly pages: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}) {
  if (!pages.hasNextPage) return null;
  return (
    <Group justify="center" p="md">
      <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        {text.loadMore}
      </Button>
    </Group>
  );
}
