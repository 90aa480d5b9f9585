import React, { useId, useState, type ReactNode } from 'react';
import { Icon, useStyles2 } from '@grafana/ui';
import { getStyles } from './Section.styles';

interface Props {
  title: string;
  /** What it is set to, in a line; shown while it is closed. */
  summary: string;
  /** Its accessible name, where several sections have the same title. */
  label?: string;
  startsOpen?: boolean;
  children: ReactNode;
}

/** A part of the editor that takes one line while it is closed. */
export function Section({ title, summary, label = title, startsOpen = false, children }: Props) {
  const styles = useStyles2(getStyles);
  const [isOpen, setIsOpen] = useState(startsOpen);
  const bodyId = useId();
  return (
    <div className={styles.section}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? bodyId : undefined}
          aria-label={label}
          onClick={() => setIsOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'angle-down' : 'angle-right'} />
          {title}
        </button>
        {!isOpen && <span className={styles.summary}>{summary}</span>}
      </div>
      {isOpen && (
        <div id={bodyId} role="group" aria-label={label} className={styles.body}>
          {children}
        </div>
      )}
    </div>
  );
}
