import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { LogLine } from './readLogs';

interface Props {
  lines: LogLine[];
  timeZone: TimeZone;
  showTime?: boolean;
  wrap?: boolean;
}

/** Log lines with their level as a bar at the left; a click opens a line's other fields. */
export function LogList({ lines, timeZone, showTime = true, wrap = false }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState<string>();
  return (
    <ul className={styles.list} data-testid="log-lines">
      {lines.map((line) => (
        <li key={line.id} className={styles.item}>
          <button
            type="button"
            className={styles.line}
            aria-expanded={open === line.id}
            onClick={() => setOpen(open === line.id ? undefined : line.id)}
          >
            <span className={styles.level} style={{ background: levelColor(line.level) }} />
            <Icon name={open === line.id ? 'angle-down' : 'angle-right'} />
            {showTime && <time className={styles.time}>{dateTimeFormat(line.time, { timeZone })}</time>}
            {line.level && <span className={styles.word}>{line.level}</span>}
            <span className={cx(styles.message, wrap && styles.wrap)}>{line.message}</span>
          </button>
          {open === line.id && (
            <dl className={styles.details}>
              {line.details.map(({ name, value, field, row }) => (
                <React.Fragment key={name}>
                  <dt>{name}</dt>
                  <dd>
                    {value}{' '}
                    {field.getLinks?.({ valueRowIndex: row }).map((link) => (
                      <a key={link.href} href={link.href} target={link.target}>
                        {link.title}
                      </a>
                    ))}
                  </dd>
                </React.Fragment>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

const colors: Array<[RegExp, string]> = [
  [/^(crit|fatal|alert|emerg)/i, '#705da0'],
  [/^err/i, '#e24d42'],
  [/^warn/i, '#eab839'],
  [/^(info|notice)/i, '#7eb26d'],
  [/^debug/i, '#1f78c1'],
  [/^trace/i, '#6ed0e0'],
];

function levelColor(level: string): string {
  return colors.find(([pattern]) => pattern.test(level))?.[1] ?? '#8e8e8e';
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({
      listStyle: 'none',
      height: '100%',
      overflow: 'auto',
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
    item: css({ '&:hover': { background: theme.colors.action.hover } }),
    line: css({
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'baseline',
      width: '100%',
      padding: '2px 0',
      border: 0,
      background: 'none',
      textAlign: 'left',
      color: theme.colors.text.primary,
    }),
    level: css({ alignSelf: 'stretch', width: 3, flexShrink: 0 }),
    time: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
    word: css({ textTransform: 'uppercase', color: theme.colors.text.secondary, minWidth: 56 }),
    message: css({ whiteSpace: 'pre', overflow: 'hidden', textOverflow: 'ellipsis' }),
    wrap: css({ whiteSpace: 'pre-wrap', wordBreak: 'break-word' }),
    details: css({
      display: 'grid',
      gridTemplateColumns: 'max-content 1fr',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(0, 0, 1, 4),
      '& dt': { color: theme.colors.text.secondary },
      '& dd': { margin: 0, wordBreak: 'break-word' },
    }),
  };
}
