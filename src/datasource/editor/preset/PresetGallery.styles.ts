import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    gallery: css({
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      padding: theme.spacing(1),
      marginBottom: theme.spacing(1),
    }),
    list: css({ maxHeight: 320, overflowY: 'auto', marginTop: theme.spacing(1) }),
    heading: css({
      ...theme.typography.bodySmall,
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.secondary,
      padding: theme.spacing(1, 1, 0.5),
    }),
    option: css({
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(2),
      padding: theme.spacing(0.5, 1),
      cursor: 'pointer',
      '&:hover, &[data-active]': { background: theme.colors.action.hover },
      '&[data-active]': { boxShadow: `inset 2px 0 ${theme.colors.primary.border}` },
      '&[aria-selected="true"]': { background: theme.colors.action.selected },
    }),
    label: css({ flex: '0 0 180px', fontWeight: theme.typography.fontWeightMedium }),
    line: css({ ...theme.typography.bodySmall, flex: '1 1 240px', color: theme.colors.text.secondary }),
  };
}
