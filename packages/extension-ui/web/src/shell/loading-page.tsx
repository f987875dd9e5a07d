import { Center, Loader } from '@mantine/core';
import { text } from '../text.ts';

/** Before there is anything to show, not even the frame. */
export function LoadingPage() {
  return (
    <Center mih="100dvh" role="status" aria-label={text.states.loading}>
      <Loader aria-hidden />
    </Center>
  );
}
