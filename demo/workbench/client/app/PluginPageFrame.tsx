import { css } from '@emotion/css';
import { usePluginContext, type GrafanaTheme2 } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';

/** What `PluginPage` of @grafana/runtime is here: Grafana's page with heading, actions and tabs. */
export function PluginPageFrame({ children, pageNav, subTitle, actions, info, renderTitle }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const { meta } = usePluginContext() ?? {};
  const title = pageNav?.text ?? meta?.name;
  return (
    <div className={styles.page}>
      <div className={styles.heading}>
        {title && <div className={styles.title}>{renderTitle ? renderTitle(title) : <h1>{title}</h1>}</div>}
        {info?.map(({ label, value }) => (
          <div key={label}>
            <small>{label}</small> {value}
          </div>
        ))}
        {actions}
      </div>
      {(subTitle ?? pageNav?.subTitle) && <p>{subTitle ?? pageNav?.subTitle}</p>}
      {pageNav?.children && (
        <TabsBar>
          {pageNav.children.map(({ text, url }) => (
            <Tab key={text} label={text} href={url} active={url === pathname} />
          ))}
        </TabsBar>
      )}
      {children}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    page: css({
      padding: theme.spacing(3),
      maxWidth: 1200,
      width: '100%',
      margin: '0 auto',
      [theme.breakpoints.down('sm')]: { padding: theme.spacing(1.5) },
    }),
    heading: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(2) }),
    title: css({ flex: 1 }),
  };
}
