import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    promql: css({ marginBottom: theme.spacing(0.5), minWidth: 0 }),
    text: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
    hint: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    source: css({ margin: theme.spacing(0, 0, 0.5), fontSize: theme.typography.bodySmall.fontSize }),
    join: css({
      margin: theme.spacing(0.5, 0, 1),
      padding: theme.spacing(0, 0, 0, 1),
      borderLeft: `2px solid ${theme.colors.border.medium}`,
      minWidth: 0,
    }),
    rows: css({ marginBottom: theme.spacing(1), maxWidth: '100%', overflowX: 'auto' }),
    heading: css({ margin: theme.spacing(0.5, 0), fontSize: theme.typography.bodySmall.fontSize }),
  };
}
