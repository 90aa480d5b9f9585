import { useCallback, useEffect, useState } from 'react';
import type { Discovered, Discovery } from '../schema/Discovery';

/** What discovery found, undefined while it looks; `refresh` looks again. */
export function useDiscovery(discovery: Discovery): { discovered: Discovered | undefined; refresh: () => void } {
  const [discovered, setDiscovered] = useState<Discovered | undefined>(() => discovery.known());
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const unsubscribe = discovery.subscribe(setDiscovered);
    // Rejects only when this editor has gone.
    (round === 0 ? discovery.load(signal) : discovery.refresh(signal)).then(setDiscovered, () => undefined);
    return () => {
      unsubscribe();
      controller.abort();
    };
  }, [discovery, round]);
  const refresh = useCallback(() => {
    setDiscovered(undefined);
    setRound((before) => before + 1);
  }, []);
  return { discovered, refresh };
}
