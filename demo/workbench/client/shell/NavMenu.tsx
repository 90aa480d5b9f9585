import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';
import { useServices } from './ServicesContext';
import { useAppPages } from './useAppPages';

interface Entry {
  text: string;
  url: string;
  icon: IconName;
}

interface Section {
  heading?: string;
  entries: Entry[];
}

/** The side menu: the workbench's own pages, every data source, and the pages of the bundle's app. */
export function NavMenu({ onNavigate }: { onNavigate: () => void }) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const sections = useSections();
  return (
    <nav className={styles.menu} aria-label="Main menu">
      {sections.map(({ heading, entries }) => (
        <React.Fragment key={heading ?? 'pages'}>
          {heading && <div className={styles.heading}>{heading}</div>}
          {entries.map(({ text, url, icon }) => (
            <a
              key={url}
              href={url}
              className={cx(styles.entry, isOpen(url, pathname) && styles.here)}
              aria-current={isOpen(url, pathname) ? 'page' : undefined}
              onClick={onNavigate}
            >
              <Icon name={icon} /> {text}
            </a>
          ))}
        </React.Fragment>
      ))}
    </nav>
  );
}

function useSections(): Section[] {
  const { dataSources } = useServices();
  const apps = useAppPages();
  const pages: Entry[] = [
    { text: 'Dashboards', url: '/', icon: 'apps' },
    { text: 'Explore', url: '/explore', icon: 'compass' },
  ];
  const sources = dataSources.getList().map(({ name, uid }): Entry => ({
    text: name,
    url: `/connections/datasources/edit/${encodeURIComponent(uid)}`,
    icon: 'database',
  }));
  return [
    { entries: pages },
    { heading: 'Data sources', entries: sources },
    ...apps.map(({ name, pages: own }) => ({
      heading: name,
      entries: own.map(({ text, url }): Entry => ({ text, url, icon: 'rocket' })),
    })),
  ];
}

/** Dashboards live below the list of dashboards. */
function isOpen(url: string, pathname: string): boolean {
  return url === '/' ? pathname === '/' || pathname.startsWith('/d/') : pathname === url;
}

function getStyles(theme: GrafanaTheme2) {
  return {
    menu: css({
      position: 'fixed',
      top: 40,
      bottom: 0,
      left: 0,
      width: 240,
      padding: theme.spacing(1),
      overflowY: 'auto',
      zIndex: theme.zIndex.sidemenu,
      background: theme.colors.background.primary,
      borderRight: `1px solid ${theme.colors.border.weak}`,
    }),
    heading: css({
      padding: theme.spacing(2, 1, 0.5),
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
    }),
    entry: css({
      position: 'relative',
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(0.75, 1),
      borderRadius: theme.shape.radius.default,
      color: theme.colors.text.secondary,
      '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
    }),
    here: css({
      color: theme.colors.text.primary,
      background: theme.colors.action.selected,
      '&::before': {
        content: '""',
        position: 'absolute',
        left: 0,
        top: 4,
        bottom: 4,
        width: 4,
        borderRadius: 2,
        backgroundImage: theme.colors.gradients.brandVertical,
      },
    }),
  };
}
