import { useRef, type RefObject } from 'react';

/**
 * For an element of a tab whose button goes away once it has done its work: the focus moves to the tab's panel
 * instead of being lost, so that the keyboard goes on from there.
 */
export function usePanelFocus<Element extends HTMLElement>(): [RefObject<Element | null>, () => void] {
  const element = useRef<Element>(null);
  const focusPanel = () => {
    const panel = element.current?.closest('[role="tabpanel"]');
    if (panel instanceof HTMLElement) panel.focus({ preventScroll: true });
  };
  return [element, focusPanel];
}
