import React from 'react';
import { Icon, useStyles2 } from '@grafana/ui';
import { getStyles } from './ScraperCards.styles';
import { TONE_ICON } from './statusOf';
import type { ToneCount } from './toCards';

interface Props {
  counts: ToneCount[];
  height: number;
}

/** How many cards there are of each kind, worst first. */
export function CardsSummary({ counts, height }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.summary} style={{ height }} role="status">
      {counts.map(({ tone, count, word }) => (
        <span key={tone} className={styles.status[tone]}>
          <Icon name={TONE_ICON[tone]} size="sm" /> {count} {word}
        </span>
      ))}
    </div>
  );
}
