import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    panel: css({
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      padding: theme.spacing(1.5),
      marginBottom: theme.spacing(1),
    }),
    code: css({
      whiteSpace: 'pre-wrap',
      overflowWrap: 'anywhere',
      maxHeight: 260,
      overflowY: 'auto',
      margin: theme.spacing(1, 0),
    }),
    buttons: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      alignItems: 'center',
      marginTop: theme.spacing(1),
    }),
    remark: css({ color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
    steps: css({ margin: theme.spacing(1, 0, 0, 2.5), '& > li': { marginBottom: theme.spacing(1) } }),
  };
}
