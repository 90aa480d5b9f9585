import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    // Grafana keeps what is wrong with a field on one line, which is wider than a phone.
    editor: css({
      '[role="alert"]': { whiteSpace: 'normal', overflowWrap: 'anywhere', maxWidth: theme.spacing(28) },
    }),
    add: css({ marginBottom: theme.spacing(0.5) }),
    between: css({ marginRight: theme.spacing(0.5) }),
    group: css({ marginBottom: theme.spacing(0.5) }),
    nested: css({
      borderLeft: `2px solid ${theme.colors.border.medium}`,
      paddingLeft: theme.spacing(1),
      marginBottom: theme.spacing(1),
    }),
    filters: css({ marginBottom: theme.spacing(1) }),
    note: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      margin: theme.spacing(0.5, 0, 1),
      overflowWrap: 'anywhere',
    }),
    sql: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', marginBottom: theme.spacing(1) }),
    box: css({
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.borderRadius(1),
      padding: theme.spacing(1),
      marginBottom: theme.spacing(1),
    }),
  };
}
