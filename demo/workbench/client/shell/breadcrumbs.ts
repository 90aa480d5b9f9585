import { useEffect, useSyncExternalStore } from 'react';

export interface Crumb {
  text: string;
  url?: string;
}

let current: Crumb[] = [];
const listeners = new Set<() => void>();

/** Names the open page in the top bar and in the window's title. */
export function useBreadcrumbs(crumbs: Crumb[]): void {
  const key = JSON.stringify(crumbs.filter(({ text }) => text !== ''));
  useEffect(() => {
    current = JSON.parse(key) as Crumb[];
    document.title = [
      ...current
        .map(({ text }) => text)
        .filter(Boolean)
        .reverse(),
      'Scrapewatch workbench',
    ].join(' - ');
    listeners.forEach((listener) => listener());
  }, [key]);
}

export function useCurrentBreadcrumbs(): Crumb[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current
  );
}
