import { useEffect, useState } from 'react';

export type Loaded<T> = { state: 'loading' } | { state: 'done'; value: T } | { state: 'failed'; error: unknown };

/**
 * Runs `load` (a `useCallback`: a new one loads again) and tells how it goes; an answer that was overtaken is dropped.
 */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [settled, setSettled] = useState<{ load: () => Promise<T>; result: Loaded<T> }>();
  useEffect(() => {
    let isCurrent = true;
    const settle = (result: Loaded<T>) => {
      if (isCurrent) {
        setSettled({ load, result });
      }
    };
    load().then(
      (value) => settle({ state: 'done', value }),
      (error: unknown) => settle({ state: 'failed', error })
    );
    return () => {
      isCurrent = false;
    };
  }, [load]);
  return settled?.load === load ? settled.result : { state: 'loading' };
}
