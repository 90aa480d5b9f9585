import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  const tab = {
    padding: theme.spacing(0.5, 1),
    border: 'none',
    borderBottom: '2px solid transparent',
    background: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    cursor: 'pointer',
    '&:hover': { color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  };
  return {
    preview: css({ marginTop: theme.spacing(1) }),
    bar: css({
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    }),
    tabs: css({ display: 'flex', flexWrap: 'wrap' }),
    tab: css(tab),
    activeTab: css({ ...tab, color: theme.colors.text.primary, borderBottomColor: theme.colors.primary.main }),
    actions: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center' }),
    text: css({
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
      background: 'transparent',
      border: 'none',
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      maxHeight: theme.spacing(30),
      overflow: 'auto',
      padding: theme.spacing(1, 0),
      margin: 0,
    }),
  };
}
