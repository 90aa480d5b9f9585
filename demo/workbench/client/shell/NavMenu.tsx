import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';
import { useServices } from './ServicesContext';

interface Entry {
  text: string;
  url: string;
  icon: IconName;
}

/** The side menu: the workbench's own pages, every data source, and the bundle's app. */
export function NavMenu({ onNavigate }: { onNavigate: () => void }) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const { dataSources, plugins } = useServices();
  const entries: Entry[] = [
    { text: 'Dashboards', url: '/', icon: 'apps' },
    { text: 'Explore', url: '/explore', icon: 'compass' },
    ...dataSources.getList().map(({ name, uid }): Entry => ({
      text: name,
      url: `/connections/datasources/edit/${encodeURIComponent(uid)}`,
      icon: 'database',
    })),
    ...plugins.ofType('app').map(({ id, name }): Entry => ({ text: name, url: `/a/${id}`, icon: 'rocket' })),
  ];
  return (
    <nav className={styles.menu} aria-label="Main menu">
      {entries.map(({ text, url, icon }) => {
        const isHere = url === '/' ? pathname === '/' || pathname.startsWith('/d/') : pathname.startsWith(url);
        return (
          <a
            key={url}
            href={url}
            className={cx(styles.entry, isHere && styles.here)}
            aria-current={isHere ? 'page' : undefined}
            onClick={onNavigate}
          >
            <Icon name={icon} /> {text}
          </a>
        );
      })}
    </nav>
  );
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
