import React, { useState, type ReactNode, type UIEvent } from 'react';
import { useStyles2 } from '@grafana/ui';
import { rowWindow } from './rowWindow';
import { getStyles } from './WindowedList.styles';

interface Props {
  /** What the list is, for screen readers. */
  label: string;
  count: number;
  /** Height of the scrolling area, px. */
  height: number;
  /** Height of a row including its gap, px. */
  rowHeight: number;
  /** Items side by side. */
  columns?: number;
  gap?: number;
  keyOf: (index: number) => string;
  children: (index: number) => ReactNode;
}

/** A list of rows of equal height that holds only the visible ones in the document, however many there are. */
export function WindowedList({ label, count, height, rowHeight, columns = 1, gap = 0, keyOf, children }: Props) {
  const styles = useStyles2(getStyles);
  const [scrollTop, setScrollTop] = useState(0);
  const rows = Math.ceil(count / columns);
  const { first, end } = rowWindow(scrollTop, height, rowHeight, rows);
  const indexes = Array.from(
    { length: Math.min(count, end * columns) - first * columns },
    (_, i) => first * columns + i
  );
  const onScroll = (event: UIEvent<HTMLDivElement>) => setScrollTop(event.currentTarget.scrollTop);
  const width = `calc((100% - ${(columns - 1) * gap}px) / ${columns})`;

  return (
    <div className={styles.scroll} style={{ height }} onScroll={onScroll} tabIndex={0} role="region" aria-label={label}>
      <ul className={styles.list} style={{ height: rows * rowHeight - gap }} role="list">
        {indexes.map((index) => (
          <li
            key={keyOf(index)}
            className={styles.item}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{
              top: Math.floor(index / columns) * rowHeight,
              left: `calc((${width} + ${gap}px) * ${index % columns})`,
              width,
              height: rowHeight - gap,
            }}
          >
            {children(index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
