import { useCallback, useEffect, useState } from 'react';
import type { Discovered, Discovery } from '../schema/Discovery';

/** What discovery found, undefined while it looks; `refresh` looks again. */
export function useDiscovery(discovery: Discovery): { discovered: Discovered | undefined; refresh: () => void } {
  const [discovered, setDiscovered] = useState<Discovered>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let superseded = false;
    void (round === 0 ? discovery.load() : discovery.refresh()).then((found) => superseded || setDiscovered(found));
    return () => {
      superseded = true;
    };
  }, [discovery, round]);
  const refresh = useCallback(() => {
    setDiscovered(undefined);
    setRound((before) => before + 1);
  }, []);
  return { discovered, refresh };
}
