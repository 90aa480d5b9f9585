import React, { type ReactNode } from 'react';
import { locationUtil } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { getStyles } from './App.styles';

/** A link to a path of this Grafana, whatever sub path it is served under. */
export function AppLink({ path, children }: { path: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <a className={styles.link} href={locationUtil.assureBaseUrl(path)}>
      {children}
    </a>
  );
}
