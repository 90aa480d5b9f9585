import { useState, type KeyboardEvent } from 'react';

export interface ActiveOption {
  /** The position of the option that Enter would take; -1: none. */
  active: number;
  setActive: (index: number) => void;
  /** Handles a key; true when it was one of the list's. */
  onKey: (event: KeyboardEvent) => boolean;
}

/**
 * Which option of an open list the keyboard is on, while the focus stays in the text field.
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function useActiveOption(count: number, first = 0): ActiveOption {
  const [wanted, setActive] = useState(first);
  const active = count === 0 ? -1 : Math.min(wanted, count - 1);
  const onKey = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
    const next = altKey || ctrlKey || metaKey ? undefined : moves[key]?.(active, count);
    if (next === undefined || count === 0) {
      return false;
    }
    setActive(next);
    return true;
  };
  return { active, setActive, onKey };
}

const moves: Partial<Record<string, (active: number, count: number) => number>> = {
  ArrowDown: (active, count) => (active + 1) % count,
  ArrowUp: (active, count) => (active <= 0 ? count : active) - 1,
  PageDown: (active, count) => Math.min(active + 8, count - 1),
  PageUp: (active) => Math.max(active - 8, 0),
};
