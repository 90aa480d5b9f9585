import { useSyncExternalStore } from 'react';

const query = '(max-width: 544px)';

/** Whether the window is as narrow as a phone; follows when it turns. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

function subscribe(onChange: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}
