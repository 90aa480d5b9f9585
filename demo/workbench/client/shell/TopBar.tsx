import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, ToolbarButton, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { rememberTheme } from '../boot/chosenTheme';
import { useCurrentBreadcrumbs } from './breadcrumbs';
import { RolePicker } from './RolePicker';
import { useNarrow } from './useNarrow';
import { setKiosk } from './useKiosk';

interface Props {
  onToggleMenu: () => void;
  onSearch: () => void;
}

export const topBarHeight = 40;

/** Where one is, and what applies everywhere: search, theme, role, and that this is not Grafana. */
export function TopBar({ onToggleMenu, onSearch }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const crumbs = useCurrentBreadcrumbs();
  const isNarrow = useNarrow();
  return (
    <header className={styles.bar}>
      <ToolbarButton icon="bars" iconOnly={false} aria-label="Toggle menu" onClick={onToggleMenu} />
      <ol className={styles.crumbs} aria-label="Breadcrumbs">
        <li className={styles.home}>
          <a href="/">Home</a>
        </li>
        {crumbs.map(({ text, url }) => (
          <li key={text}>{url ? <a href={url}>{text}</a> : <span aria-current="page">{text}</span>}</li>
        ))}
      </ol>
      <div className={styles.spacer} />
      <span className={styles.badge}>
        <Badge
          color="orange"
          icon="info-circle"
          text={isNarrow ? 'not Grafana' : "Grafana's libraries, not Grafana"}
          tooltip="A page on Grafana's Apache-2.0 npm packages that runs the built plugins. It is for trying Scrapewatch out; the real place for it is Grafana."
        />
      </span>
      <ToolbarButton icon="search" aria-label="Search dashboards" tooltip="Search dashboards" onClick={onSearch} />
      <ToolbarButton
        icon="adjust-circle"
        aria-label={theme.isDark ? 'Light theme' : 'Dark theme'}
        tooltip={theme.isDark ? 'Light theme' : 'Dark theme'}
        onClick={() => switchTheme(theme.isDark ? 'light' : 'dark')}
      />
      <ToolbarButton
        className={styles.wideOnly}
        icon="monitor"
        aria-label="Kiosk mode"
        tooltip="Kiosk mode (Esc ends it)"
        onClick={() => setKiosk(true)}
      />
      <RolePicker />
    </header>
  );
}

/** The packages build their styles from one theme at start, so a new theme is a new page. */
function switchTheme(theme: 'dark' | 'light'): void {
  rememberTheme(theme);
  const url = new URL(window.location.href);
  url.searchParams.delete('theme');
  window.location.replace(url);
}

function getStyles(theme: GrafanaTheme2) {
  const separator = { content: '"›"', margin: theme.spacing(0, 1), color: theme.colors.text.secondary };
  return {
    bar: css({
      position: 'fixed',
      inset: '0 0 auto',
      height: topBarHeight,
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: theme.spacing(0, 1),
      zIndex: theme.zIndex.navbarFixed,
      background: theme.colors.background.primary,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    }),
    crumbs: css({
      display: 'flex',
      minWidth: 0,
      listStyle: 'none',
      whiteSpace: 'nowrap',
      '& li': { overflow: 'hidden', textOverflow: 'ellipsis' },
      '& li + li::before': separator,
      '& a': { color: theme.colors.text.secondary, '&:hover': { textDecoration: 'underline' } },
    }),
    home: css({
      [theme.breakpoints.down('md')]: { display: 'none', '& + li::before': { content: 'none !important' } },
    }),
    wideOnly: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
    spacer: css({ flex: 1 }),
    badge: css({ whiteSpace: 'nowrap', flexShrink: 0 }),
  };
}
