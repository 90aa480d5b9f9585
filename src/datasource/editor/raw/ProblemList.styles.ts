import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  const line = {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1),
  } as const;
  return {
    list: css({ ...theme.typography.bodySmall, listStyle: 'none', margin: theme.spacing(0.5, 0, 1) }),
    error: css({ ...line, color: theme.colors.error.text }),
    warning: css({ ...line, color: theme.colors.warning.text }),
    place: css({
      border: 0,
      padding: 0,
      background: 'none',
      color: 'inherit',
      font: 'inherit',
      textDecoration: 'underline',
      cursor: 'pointer',
    }),
    excerpt: css({ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', color: theme.colors.text.primary }),
    mark: css({
      background: 'none',
      color: 'inherit',
      textDecoration: `underline wavy ${theme.colors.error.border}`,
      minWidth: '1ch',
    }),
  };
}
