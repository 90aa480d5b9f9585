import React from 'react';
import { Icon, useStyles2 } from '@grafana/ui';
import { getStyles } from './ScraperCards.styles';
import { TONE_ICON, type Tone } from './statusOf';

interface Props {
  counts: Array<{ tone: Tone; count: number }>;
  height: number;
}

const WORD: Record<Tone, string> = {
  error: 'failing',
  off: 'stopped',
  unknown: 'unknown',
  warning: 'paused or degraded',
  ok: 'running',
};

/** How many cards there are of each kind, worst first. */
export function CardsSummary({ counts, height }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.summary} style={{ height }} role="status">
      {counts.map(({ tone, count }) => (
        <span key={tone} className={styles.status[tone]}>
          <Icon name={TONE_ICON[tone]} size="sm" /> {count} {WORD[tone]}
        </span>
      ))}
    </div>
  );
}
