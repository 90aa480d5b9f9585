import { useCallback, useEffect, useState } from 'react';
import type { Discovered, Discovery } from '../schema/Discovery';
import { isAbort } from '../transport/http';

/** What discovery found, undefined while it looks; `refresh` looks again. */
export function useDiscovery(discovery: Discovery): { discovered: Discovered | undefined; refresh: () => void } {
  const [discovered, setDiscovered] = useState(() => discovery.known());
  const [round, setRound] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const unsubscribe = discovery.subscribe(setDiscovered);
    const search = round === 0 ? discovery.load(controller.signal) : discovery.refresh(controller.signal);
    search.then(setDiscovered, (thrown: unknown) => {
      if (!isAbort(thrown)) {
        throw thrown;
      }
    });
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
