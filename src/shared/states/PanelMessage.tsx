import React from 'react';
import { useStyles2 } from '@grafana/ui';
import { getStyles } from './PanelMessage.styles';

interface Props {
  title: string;
  detail?: string;
  width: number;
  height: number;
}

/** What stands in a panel when there is nothing to draw: what is wrong, and how to mend it. */
export function PanelMessage({ title, detail, width, height }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.box} style={{ width, height }} role="status">
      <div className={styles.title}>{title}</div>
      {detail && <div className={styles.detail}>{detail}</div>}
    </div>
  );
}
