import React from 'react';
import { Icon, useStyles2 } from '@grafana/ui';
import { getStyles } from './AlertInbox.styles';
import { chipsOf, toggle, type AlertFilter } from './filterAlerts';
import { SEVERITY_ICON } from './severity';
import type { AlertRow } from './toAlerts';

interface Props {
  alerts: AlertRow[];
  filter: AlertFilter;
  onChange: (filter: AlertFilter) => void;
  height: number;
}

/** The badge with the number of open alerts, and a switch for each status and severity. */
export function AlertChips({ alerts, filter, onChange, height }: Props) {
  const styles = useStyles2(getStyles);
  const { statuses, severities } = chipsOf(alerts);
  const open = alerts.filter((alert) => alert.open).length;
  return (
    <div className={styles.chips} style={{ height }}>
      <span className={open > 0 ? styles.badgeOpen : styles.badge} role="status">
        {open} firing
      </span>
      {statuses.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          className={filter.statuses.has(value) ? styles.chipOn : styles.chip}
          aria-pressed={filter.statuses.has(value)}
          onClick={() => onChange({ ...filter, statuses: toggle(filter.statuses, value) })}
        >
          {value} {count}
        </button>
      ))}
      {severities.map(({ value, count }) => (
        <button
          key={value}
          type="button"
          className={filter.severities.has(value) ? styles.chipOn : styles.chip}
          aria-pressed={filter.severities.has(value)}
          onClick={() => onChange({ ...filter, severities: toggle(filter.severities, value) })}
        >
          <Icon name={SEVERITY_ICON[value]} size="sm" /> {value} {count}
        </button>
      ))}
    </div>
  );
}
