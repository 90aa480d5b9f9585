import { useEffect, useState } from 'react';
import type { Discovery } from '../../schema/Discovery';
import type { TableContext } from './TableContext';

/**
 * Asks for a table that nothing lists, once its name is typed: its columns join what was discovered. The result holds
 * names near to one that does not exist.
 */
export function useProbe(discovery: Discovery, { schema, name, info, everything }: TableContext): string[] {
  const [found, setFound] = useState<{ asked: string; suggestions: string[] }>();
  const asked = `${schema}.${name}`;
  const isUnlisted = everything !== undefined && name !== '' && (info === undefined || info.columns.length === 0);
  useEffect(() => {
    if (!isUnlisted || name.includes('$')) {
      return;
    }
    let isSuperseded = false;
    void discovery.probe(schema, name).then(({ suggestions }) => {
      if (!isSuperseded) {
        setFound({ asked: `${schema}.${name}`, suggestions });
      }
    });
    return () => {
      isSuperseded = true;
    };
  }, [discovery, schema, name, isUnlisted]);
  return isUnlisted && found?.asked === asked ? found.suggestions : [];
}
