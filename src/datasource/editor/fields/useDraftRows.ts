import { useState } from 'react';

interface DraftRows<Row> {
  shown: Row[];
  isDraft: (index: number) => boolean;
  add: (row: Row) => void;
  change: (index: number, row: Row) => void;
  remove: (index: number) => void;
}

/**
 * The rows of a list, and after them one that was added and is not ready to be asked: it is saved as soon as it is, so
 * that a half-written filter fails no query. Rows keep their position, so fields keep the focus when that happens.
 */
export function useDraftRows<Row>(
  rows: Row[],
  onChange: (rows: Row[]) => void,
  isReady: (row: Row) => boolean
): DraftRows<Row> {
  const [draft, setDraft] = useState<Row>();
  const add = (row: Row) => {
    if (!isReady(row)) {
      return setDraft(row);
    }
    setDraft(undefined);
    onChange([...rows, row]);
  };
  return {
    shown: draft === undefined ? rows : [...rows, draft],
    isDraft: (index) => index >= rows.length,
    add,
    change: (index, row) => (index < rows.length ? onChange(rows.with(index, row)) : add(row)),
    remove: (index) => (index < rows.length ? onChange(rows.toSpliced(index, 1)) : setDraft(undefined)),
  };
}
