import { Suspense, useState } from 'react';
import { pageScript } from '../page-script.tsx';
import { UserButton } from './user-button.tsx';

const Items = pageScript(async () => (await import('./user-menu-items.tsx')).UserMenuItems);

/** What concerns the person who is signed in; the menu is loaded when it is opened first. */
export function UserMenu() {
  const [wanted, setWanted] = useState(false);
  if (!wanted)
    return <UserButton aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<UserButton />}>
      <Items.Component />
    </Suspense>
  );
}
