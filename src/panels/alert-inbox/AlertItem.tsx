import React from 'react';
import { dateTimeFormat, type LinkModel } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { RowLink } from '../../shared/rows/RowLink';
import { formatAge } from '../../shared/text/formatAge';
import { getStyles } from './AlertInbox.styles';
import { SEVERITY_ICON } from './severity';
import type { AlertRow } from './toAlerts';

interface Props {
  alert: AlertRow;
  narrow: boolean;
  dataLinks: LinkModel[];
  timeZone: string;
}

/** One alert: severity and status in words, what it is, since when, who took it, and where it is explained. */
export function AlertItem({ alert, narrow, dataLinks, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <article className={styles.item[alert.open ? alert.severity : 'resolved']}>
      <Icon name={alert.open ? SEVERITY_ICON[alert.severity] : 'check-circle'} size="lg" />
      <div className={styles.body}>
        <div className={styles.head}>
          <span className={styles.name}>
            <RowLink text={alert.name} links={dataLinks} />
          </span>
          <span className={styles.words}>
            {alert.severityWord} · {alert.status}
          </span>
          {!narrow && <span className={styles.when}>{when(alert, timeZone)}</span>}
        </div>
        <div className={styles.summary} title={alert.summary ?? undefined}>
          {alert.summary}
        </div>
        <div className={styles.meta}>
          {narrow && when(alert, timeZone)}
          {alert.place && <span>{alert.place}</span>}
          {alert.acknowledgedBy && <span>Acknowledged by {alert.acknowledgedBy}</span>}
          {!narrow && <AlertLinks alert={alert} />}
        </div>
        {narrow && (
          <div className={styles.meta}>
            <AlertLinks alert={alert} />
          </div>
        )}
      </div>
    </article>
  );
}

function AlertLinks({ alert }: { alert: AlertRow }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {alert.links.map(({ label, url }) => (
        <a key={label} className={styles.link} href={url} aria-label={`${label} of ${alert.name}`}>
          {label}
        </a>
      ))}
    </>
  );
}

function when({ open, since, until }: AlertRow, timeZone: string) {
  if (since === null) {
    return null;
  }
  const title = [since, ...(until === null ? [] : [until])]
    .map((time) => dateTimeFormat(time, { timeZone }))
    .join(' – ');
  if (open) {
    return <span title={title}>since {formatAge((Date.now() - since) / 1000)}</span>;
  }
  return <span title={title}>{until === null ? 'resolved' : `lasted ${formatAge((until - since) / 1000)}`}</span>;
}
